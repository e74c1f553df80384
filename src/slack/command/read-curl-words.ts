import { type CurlFlag, longFlag, longNameOf, takesValue } from './curl-flags.ts'

/** One thing that a curl command line says: a flag with its value, or a bare word. `name` is the flag as typed. */
export type CurlWord = { flag: CurlFlag; name: string; value: string; missing?: boolean } | { flag: 'word'; name: ''; value: string }

/** Reads the words after `curl` in order: joined short flags (`-sSL`, `-XPOST`), `--flag value`, and bare words. */
export function readCurlWords(words: readonly string[]): CurlWord[] {
  const read: CurlWord[] = []
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    const next = () => words[++index]
    if (word.startsWith('--') && word.length > 2) read.push(longWord(word, next))
    else if (word.startsWith('-') && word.length > 1) read.push(...shortWords(word, next))
    else if (word !== '--') read.push({ flag: 'word', name: '', value: word })
  }
  return read
}

function longWord(word: string, next: () => string | undefined): CurlWord {
  const [name = '', ...rest] = word.split('=')
  const flag = longFlag(name.slice(2))
  if (rest.length > 0) return { flag, name, value: rest.join('=') }
  return withValue(flag, name, takesValue(flag) ? next : undefined)
}

function shortWords(word: string, next: () => string | undefined): CurlWord[] {
  const read: CurlWord[] = []
  for (let at = 1; at < word.length; at++) {
    const letter = word[at] ?? ''
    const long = longNameOf(letter)
    const flag = long ? longFlag(long) : 'ignored'
    if (!takesValue(flag)) {
      read.push({ flag, name: `-${letter}`, value: '' })
      continue
    }
    const rest = word.slice(at + 1)
    read.push(rest === '' ? withValue(flag, `-${letter}`, next) : { flag, name: `-${letter}`, value: rest })
    break
  }
  return read
}

function withValue(flag: CurlFlag, name: string, next: (() => string | undefined) | undefined): CurlWord {
  if (!next) return { flag, name, value: '' }
  const value = next()
  return value === undefined ? { flag, name, value: '', missing: true } : { flag, name, value }
}
