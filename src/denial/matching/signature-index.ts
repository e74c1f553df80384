import type { Answer } from '../answer/read-answer.ts'
import type { Clue, Signature } from '../signature.ts'
import { createLiteralFinder, type LiteralFinder } from './find-literals.ts'
import { createHeaderIndex, type HeaderIndex } from './header-index.ts'

/** A signature by its number in the registry, and the value (in lower case) that its key clue wants, where it wants one. */
type Entry = { order: number; wants?: string }
type Entries = Map<string, Entry[]>

/**
 * Signatures by the one clue each cannot do without, so that of hundreds only those are tried whose key may be there:
 * a text in the body, a header, a JSON member, a host, a part of the path. `find` looks for the body texts of all clues
 * at once, `findInPath` for the parts of paths.
 */
type SignatureIndex = {
  find: LiteralFinder
  findInPath: LiteralFinder
  byLiteral: Entries
  byHeader: HeaderIndex
  byJson: Entries
  byHost: Entries
  byPath: Entries
  challenged: Entry[]
  always: Entry[]
}

const COMMON_MEMBERS = new Set([
  'message',
  'error',
  'code',
  'status',
  'detail',
  'title',
  'type',
  'errors',
  'error.message',
  'error.code',
  'errors[].message',
  'errors[].code',
])
const COMMON_HEADERS = new Set(['server', 'content-type', 'cache-control', 'content-length', 'via', 'set-cookie', 'date'])

/** Builds the index once; the cost is paid at first use. */
export function indexSignatures(signatures: readonly Signature[]): SignatureIndex {
  const literals = new Set(signatures.flatMap(everyClue).flatMap((clue) => ('body' in clue ? [clue.body] : [])))
  const paths = new Set(signatures.flatMap(everyClue).flatMap((clue) => ('path' in clue && clue.path ? [clue.path] : [])))
  const keys = signatures.flatMap((signature, order) => keysOf(signature).map((clue) => ({ clue, order })))
  const index: SignatureIndex = {
    find: createLiteralFinder([...literals]),
    findInPath: createLiteralFinder([...paths]),
    byLiteral: new Map(),
    byHeader: createHeaderIndex(keys.flatMap(({ clue, order }) => ('header' in clue || 'headerName' in clue ? [{ clue, order }] : []))),
    byJson: new Map(),
    byHost: new Map(),
    byPath: new Map(),
    challenged: [],
    always: [],
  }
  for (const { clue, order } of keys) addKey(index, clue, order)
  return index
}

/** The numbers of the signatures whose key clue may be there, in order; `found` are the texts seen in the body. */
export function candidatesFor(answer: Answer, index: SignatureIndex, found: ReadonlyMap<string, number>): number[] {
  const candidates = new Set<number>()
  const add = (entries: readonly Entry[] = []) => {
    for (const { order } of entries) candidates.add(order)
  }
  add(index.always)
  for (const literal of found.keys()) add(index.byLiteral.get(literal))
  for (const [name, value] of answer.headers) {
    for (const order of index.byHeader(name, value)) candidates.add(order)
  }
  for (const [path, values] of answer.json) {
    const entries = index.byJson.get(path)
    if (entries) addByValue(entries, values, candidates)
  }
  for (const part of index.findInPath(answer.path).keys()) add(index.byPath.get(part))
  for (const parent of parentsOf(answer.host)) add(index.byHost.get(parent))
  if (answer.challenges.length > 0) add(index.challenged)
  return [...candidates].sort((a, b) => a - b)
}

function addByValue(entries: readonly Entry[], values: readonly string[], candidates: Set<number>): void {
  const lower = values.map((value) => value.toLowerCase())
  for (const { order, wants } of entries) if (wants === undefined || lower.some((value) => value.includes(wants))) candidates.add(order)
}

/** Any of these must be there: one clue of `all`, the most telling one, else each of `any`. */
function keysOf({ all = [], any = [] }: Signature): readonly Clue[] {
  const [key] = [...all].sort((a, b) => rarity(b) - rarity(a))
  const isRarer = any.length > 0 && any.every((clue) => rarity(clue) > (key ? rarity(key) : 0))
  if (isRarer) return any
  return key && rarity(key) > 0 ? [key] : any.length > 0 ? any : [{ path: '' }]
}

/** How seldom a clue is there, roughly: a long text, a member's path and a host are rarer than a header. */
function rarity(clue: Clue): number {
  if ('body' in clue) return clue.body.length
  if ('host' in clue) return 20
  if ('json' in clue) return COMMON_MEMBERS.has(clue.json) && clue.is === undefined ? 2 : clue.json.length
  if ('scheme' in clue) return 4
  if ('path' in clue) return clue.path === '' ? 0 : 8
  if ('headerName' in clue) return 4
  return 'header' in clue ? (COMMON_HEADERS.has(clue.header) ? 1 : 12) : 0
}

function everyClue(signature: Signature): readonly Clue[] {
  const { all = [], any = [], none = [], success = [], cases = [] } = signature
  return [...all, ...any, ...none, ...success, ...cases.map(({ when }) => when)]
}

function addKey(index: SignatureIndex, clue: Clue, order: number): void {
  const push = (entries: Entries, key: string, wants?: string) =>
    entries.set(key, [...(entries.get(key) ?? []), wants === undefined ? { order } : { order, wants }])
  if ('body' in clue) push(index.byLiteral, clue.body)
  else if ('json' in clue) push(index.byJson, clue.json, clue.is ?? clue.has)
  else if ('host' in clue) push(index.byHost, clue.host)
  else if ('path' in clue && clue.path) push(index.byPath, clue.path)
  else if ('scheme' in clue) index.challenged.push({ order })
  else if (!('header' in clue || 'headerName' in clue)) index.always.push({ order })
}

function parentsOf(host: string): string[] {
  const labels = host.split('.').slice(-8)
  return labels.map((_, at) => labels.slice(at).join('.'))
}
