import type { Change } from './change.ts'
import { readPair } from './part-name.ts'

/** One field that can be left out: where it is, its name and value. */
export type Field = { at: string; name: string; value: unknown }

/** The fields of `a=1&b=2`, a query or a form, or with `; ` of a Cookie header; a repeated name comes as often as it is there. */
export function pairFields(text: string, separator: '&' | ';'): Field[] {
  if (text.trim() === '') return []
  return text.split(separator).map((pair, i) => ({ at: String(i), ...readPair(pair) }))
}

function written(pair: string, value: unknown): string {
  const equals = pair.indexOf('=')
  return equals < 0 ? pair : `${pair.slice(0, equals + 1)}${encodeURIComponent(String(value))}`
}

/** The text with the changed pairs left out or with another value; what is added comes last. Unchanged pairs stay as they are written. */
export function withPairs(text: string, separator: '&' | ';', changes: readonly Change[]): string {
  const byPlace = new Map(changes.map((change) => [change.at, change]))
  const pairs = text.trim() === '' ? [] : text.split(separator)
  const kept = pairs.flatMap((pair, i) => {
    const change = byPlace.get(String(i))
    if (!change) return [pair]
    return change.to === undefined ? [] : [written(pair, change.to)]
  })
  const added = changes.filter(({ how }) => how === 'added').map(({ name, to }) => written(`${encodeURIComponent(name)}=`, to))
  return [...kept, ...added].join(separator).trim()
}
