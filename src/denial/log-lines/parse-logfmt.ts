import { indexOrEnd } from './index-or-end.ts'
import type { JsonRecord } from './json-record.ts'

const PAIRS_MIN = 2
const PAIRS_MAX = 200
const NAME_MAX = 80
const NAME = /^[\w.@/-]{1,80}$/

/**
 * Reads `name=value name="value with spaces"`, words without `=` passed over, into a record; undefined when there are
 * fewer than two pairs. Names are taken as they stand, the first of a name wins. Reads each character once.
 */
export function parseLogfmt(text: string): JsonRecord | undefined {
  const pairs = new Map<string, string>()
  let at = 0
  let equals = text.indexOf('=')
  for (let seen = 0; equals >= 0 && seen < PAIRS_MAX; seen += 1) {
    const before = text.slice(Math.max(at, equals - NAME_MAX - 1), equals)
    const name = before.slice(before.lastIndexOf(' ') + 1)
    const { value, end } = readValue(text, equals + 1)
    if (NAME.test(name) && !pairs.has(name)) pairs.set(name, value)
    at = end
    equals = text.indexOf('=', end)
  }
  return pairs.size < PAIRS_MIN ? undefined : Object.fromEntries(pairs)
}

function readValue(text: string, start: number): { value: string; end: number } {
  if (text[start] !== '"') {
    const end = indexOrEnd(text, ' ', start)
    return { value: text.slice(start, end), end }
  }
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return { value: text.slice(start + 1, at).replaceAll('\\"', '"'), end: at + 1 }
}
