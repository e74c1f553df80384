import { createLiteralFinder, type LiteralFinder } from './find-literals.ts'
import type { Answer } from './read-answer.ts'
import type { Clue, Signature } from './signature.ts'

/** A signature by its number in the registry, and the value (in lower case) that its key clue wants, where it wants one. */
type Entry = { order: number; wants?: string }
type Entries = Map<string, Entry[]>

/**
 * Signatures by the one clue each cannot do without, so that of hundreds only those are tried whose key may be there:
 * a text in the body, a header, a JSON member, a host. `find` looks for the body texts of all clues at once.
 */
export type SignatureIndex = {
  find: LiteralFinder
  byLiteral: Entries
  byHeader: Entries
  byJson: Entries
  byHost: Entries
  challenged: Entry[]
  always: Entry[]
}

const COMMON_HEADERS = new Set(['server', 'content-type', 'cache-control', 'content-length', 'via', 'set-cookie', 'date'])

/** Builds the index once; the cost is paid at first use. */
export function indexSignatures(signatures: readonly Signature[]): SignatureIndex {
  const literals = new Set(signatures.flatMap(everyClue).flatMap((clue) => ('body' in clue ? [clue.body] : [])))
  const index: SignatureIndex = {
    find: createLiteralFinder([...literals]),
    byLiteral: new Map(),
    byHeader: new Map(),
    byJson: new Map(),
    byHost: new Map(),
    challenged: [],
    always: [],
  }
  signatures.forEach((signature, order) => {
    for (const clue of keysOf(signature)) addKey(index, clue, order)
  })
  return index
}

/** The numbers of the signatures whose key clue may be there, in order; `found` are the texts seen in the body. */
export function candidatesFor(answer: Answer, index: SignatureIndex, found: ReadonlyMap<string, number>): number[] {
  const candidates = new Set<number>()
  const add = (entries: readonly Entry[] = [], fits: (wants: string) => boolean = () => true) => {
    for (const { order, wants } of entries) if (wants === undefined || fits(wants)) candidates.add(order)
  }
  add(index.always)
  for (const literal of found.keys()) add(index.byLiteral.get(literal))
  for (const [name, value] of answer.headers) {
    const lower = value.toLowerCase()
    add(index.byHeader.get(name), (wants) => lower.includes(wants))
  }
  for (const [path, values] of answer.json) add(index.byJson.get(path), (wants) => values.some((value) => value.toLowerCase() === wants))
  for (const parent of parentsOf(answer.host)) add(index.byHost.get(parent))
  if (answer.challenges.length > 0) add(index.challenged)
  return [...candidates].sort((a, b) => a - b)
}

/** Any of these must be there: one clue of `all`, the most telling one, else each of `any`. */
function keysOf(signature: Signature): readonly Clue[] {
  const [key] = [...(signature.all ?? [])].sort((a, b) => rarity(b) - rarity(a))
  return key && rarity(key) > 0 ? [key] : (signature.any ?? [{ path: '' }])
}

/** How seldom a clue is there, roughly: a long text, a member's path and a host are rarer than a header. */
function rarity(clue: Clue): number {
  if ('body' in clue) return clue.body.length
  if ('host' in clue) return 20
  if ('json' in clue) return clue.json.length
  if ('scheme' in clue) return 4
  return 'header' in clue ? (COMMON_HEADERS.has(clue.header) ? 1 : 12) : 0
}

function everyClue(signature: Signature): readonly Clue[] {
  return [...(signature.all ?? []), ...(signature.any ?? []), ...(signature.none ?? []), ...(signature.cases ?? []).map(({ when }) => when)]
}

function addKey(index: SignatureIndex, clue: Clue, order: number): void {
  const push = (entries: Entries, key: string, wants?: string) =>
    entries.set(key, [...(entries.get(key) ?? []), wants === undefined ? { order } : { order, wants }])
  if ('body' in clue) push(index.byLiteral, clue.body)
  else if ('header' in clue) push(index.byHeader, clue.header, clue.has)
  else if ('json' in clue) push(index.byJson, clue.json, clue.is)
  else if ('host' in clue) push(index.byHost, clue.host)
  else if ('scheme' in clue) index.challenged.push({ order })
  else index.always.push({ order })
}

function parentsOf(host: string): string[] {
  const labels = host.split('.').slice(-8)
  return labels.map((_, at) => labels.slice(at).join('.'))
}
