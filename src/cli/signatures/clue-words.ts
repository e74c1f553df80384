import type { Clue, Reader } from '../../denial/signature.ts'

/** A clue in words, as `header server holds “nginx”`. */
export function clueWords(clue: Clue): string {
  if ('body' in clue) return `body holds “${clue.body}”${patternWords(clue.match)}`
  if ('header' in clue)
    return `header ${clue.header}${clue.has === undefined ? ' is there' : ` holds “${clue.has}”`}${patternWords(clue.match)}${clue.endsInPort ? ' and ends in the port that was asked' : ''}`
  if ('json' in clue) return `JSON member ${clue.json}${memberWords(clue)}${patternWords(clue.match)}`
  if ('scheme' in clue)
    return `challenge ${clue.scheme}${clue.param ? ` with ${clue.param}` : ''}${clue.has ? ` holding “${clue.has}”` : ''}`
  if ('host' in clue) return `host ${clue.host} or below`
  if ('path' in clue) return `path holds “${clue.path}”`
  if ('method' in clue) return `method ${clue.method.toUpperCase()}`
  if ('headerName' in clue) return `a header’s name${patternWords(clue.headerName)}`
  if ('jsonBody' in clue) return 'body is JSON'
  return 'plainText' in clue ? 'body is plain text' : 'body is empty'
}

/** Where a rule is read, in words. */
export function readerWords(reader: Reader): string {
  if ('says' in reader) return `always “${reader.says}”`
  if ('param' in reader) return `parameter ${reader.param} of the challenge`
  if ('body' in reader) return `body${patternWords(reader.body)}`
  if ('path' in reader) return `path${patternWords(reader.path)}`
  if ('header' in reader) return `header ${reader.header}${patternWords(reader.match)}`
  return `JSON member ${reader.json}${patternWords(reader.match)}`
}

function memberWords({ is, has }: { is?: string; has?: string }): string {
  if (is !== undefined) return ` is “${is}”`
  return has === undefined ? ' is there' : ` holds “${has}”`
}

function patternWords(pattern: RegExp | undefined): string {
  return pattern ? ` like ${pattern}` : ''
}
