import type { Reader } from '../signature.ts'
import type { Answer } from './read-answer.ts'

const VALUE_MAX = 300

type Found = { value: string; where: string }

/** What the first reader that finds something reads, trimmed and at most 300 characters; undefined when none does. */
export function readFirst(answer: Answer, readers: readonly Reader[] | undefined): Found | undefined {
  for (const reader of readers ?? []) {
    const found = readOne(answer, reader)
    const value = found?.value.trim().slice(0, VALUE_MAX)
    if (found && value) return { value, where: found.where }
  }
  return undefined
}

function readOne(answer: Answer, reader: Reader): Found | undefined {
  if ('says' in reader) return { value: reader.says, where: 'body' }
  if ('param' in reader) return readParam(answer, reader.param)
  if ('body' in reader) return within(answer.text, 'body', { match: reader.body, as: reader.as })
  if ('path' in reader) return within(answer.path, 'url', { match: reader.path, as: reader.as })
  if ('header' in reader) return within(answer.headers.get(reader.header), `header:${reader.header}`, reader)
  for (const value of answer.json.get(reader.json) ?? []) {
    const found = within(value, 'body', reader)
    if (found) return found
  }
  return undefined
}

function readParam(answer: Answer, name: string): Found | undefined {
  const value = answer.challenges.map(({ params }) => params[name]).find((each) => each !== undefined)
  return value === undefined ? undefined : { value, where: 'header:www-authenticate' }
}

function within(text: string | undefined, where: string, { match, as = '$1' }: { match?: RegExp; as?: string }): Found | undefined {
  if (text === undefined) return undefined
  if (!match) return { value: text, where }
  const groups = match.exec(text)
  if (!groups) return undefined
  const value = as.replace(/\$(\d)/g, (_, group: string) => groups[Number(group)] ?? '')
  // A part that is empty, such as the core API group of Kubernetes, leaves no gap.
  return { value: as.includes(' ') ? value.replace(/ {2,}/g, ' ') : value, where }
}
