import type { Clue } from '../signature.ts'
import { seeHeader } from './see-clue.ts'

/** A clue in a header that a signature cannot do without, and the signature's number in the registry. */
type HeaderKey = { clue: Extract<Clue, { header: string } | { headerName: RegExp }>; order: number }

/** The numbers of the signatures whose key is this header with this value. */
export type HeaderIndex = (name: string, value: string) => readonly number[]

/** Headers whose values come again and again; for them what was found once is kept. */
const REPEATING = new Set(['server', 'content-type', 'via', 'cache-control', 'x-powered-by', 'connection', 'vary'])
/** Strangers choose names and values, so what is kept of them is bounded. */
const KEPT_MAX = 2_000
const KEPT_LENGTH_MAX = 100

/** Sorts keys by the header they are about; a key on names in general is matched once for each name. */
export function createHeaderIndex(keys: readonly HeaderKey[]): HeaderIndex {
  const keysOf = remembered((name: string) =>
    keys.filter(({ clue }) => ('header' in clue ? clue.header === name : clue.headerName.test(name))),
  )
  const find = (name: string, value: string) => keysOf(name).flatMap(({ clue, order }) => (isSeen(clue, value) ? [order] : []))
  const kept = new Map([...REPEATING].map((name) => [name, remembered((value: string) => find(name, value))]))
  return (name, value) => kept.get(name)?.(value) ?? find(name, value)
}

function isSeen(clue: HeaderKey['clue'], value: string): boolean {
  return 'headerName' in clue || seeHeader(value, clue)
}

/** The same function with its first results kept. */
function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const results = new Map<string, T>()
  return (text) => {
    const known = results.get(text)
    if (known !== undefined) return known
    const result = compute(text)
    if (results.size < KEPT_MAX && text.length <= KEPT_LENGTH_MAX) results.set(text, result)
    return result
  }
}
