import { isWhy403Error } from '../../errors.ts'
import { CheckFailed } from '../check-failed.ts'
import type { LogLine } from './lines/log-line.ts'
import { type Choice, chooseLine } from './matching/choose-line.ts'
import type { Match } from './matching/match-line.ts'
import { isSure, matchLines } from './matching/match-lines.ts'
import { type LogStore, LogUnseen, type Look } from './stores/log-store.ts'
import type { Wanted } from './wanted/wanted.ts'

/** What the logs hold of our requests. `searched` and `unseen` together name every source. */
export type Search = {
  lines: readonly LogLine[]
  matches: readonly Match[]
  choice: Choice
  searched: readonly string[]
  unseen: readonly { source: string; why: string }[]
}

/** `wait` ends early when the check is called off, or `signal` says that nobody waits any more. `elapsedMs` counts from any moment. */
export type SearchPowers = { wait(ms: number, signal?: AbortSignal): Promise<void>; elapsedMs(): number }

/** Pauses before further looks. A line is in a file within a second of the answer, in a remote store within two and a half. */
const PAUSES_MS = { file: [150, 250, 500], remote: [400, 600, 700, 700] }
const PATIENCE_MS = { file: 1_000, remote: 2_500 }
const LOOK_MAX_MS = 3_500
/** What the others still get when one source has told the reason. */
const GRACE_MS = 400

type Board = {
  wanted: Wanted
  powers: SearchPowers
  linesOf: Map<string, Map<string, LogLine>>
  unseen: Map<string, string>
  decided: PromiseWithResolvers<void>
  isDecided: boolean
}

function allLines({ linesOf }: Board): LogLine[] {
  return [...linesOf.values()].flatMap((lines) => [...lines.values()])
}

/** The reason in words for people; what is a fault of our own goes on. */
function whyUnseen(error: unknown): string {
  if (error instanceof LogUnseen || error instanceof CheckFailed) return error.message
  if (isWhy403Error(error)) return error.message
  throw error
}

async function lookOnce(store: LogStore, { wanted, powers }: Board): Promise<Look> {
  const over = new AbortController()
  const late = powers.wait(LOOK_MAX_MS, over.signal).then(() => {
    throw new LogUnseen(`it did not answer within ${LOOK_MAX_MS} ms`)
  })
  const look = store.look(wanted).finally(() => over.abort())
  for (const each of [late, look]) each.catch(() => {})
  return Promise.race([look, late])
}

function take(store: LogStore, { lines, unread = [] }: Look, board: Board): void {
  const known = board.linesOf.get(store.name) ?? new Map<string, LogLine>()
  for (const line of lines) known.set(line.key, line)
  board.linesOf.set(store.name, known)
  for (const { part, why } of unread) board.unseen.set(`${store.name}: ${part}`, why)
}

/** Whether this source need not be looked into again: somebody told the reason, or a line that is surely ours stands in it. */
function isSettled(store: LogStore, board: Board): boolean {
  if (board.isDecided) return true
  const matches = matchLines(allLines(board), board.wanted)
  if (chooseLine(matches).decisive) {
    board.isDecided = true
    board.decided.resolve()
    return true
  }
  return matches.some((match) => match.line.source === store.name && isSure(match) && match.request?.ours === 'refused')
}

/** How long it is worth to wait for a line of the last refused answer; nothing for what was refused long ago. */
function patienceMs({ wanted }: Board, maxMs: number): number {
  const answered = wanted.requests.flatMap(({ ours, doneAt }) => (ours === 'refused' && doneAt !== undefined ? [doneAt] : []))
  return answered.length === 0 ? 0 : Math.min(maxMs, Math.max(...answered) + maxMs - wanted.now)
}

async function follow(store: LogStore, board: Board): Promise<void> {
  const { wait, elapsedMs } = board.powers
  const kind = store.remote ? 'remote' : 'file'
  const end = elapsedMs() + patienceMs(board, PATIENCE_MS[kind])
  try {
    take(store, await lookOnce(store, board), board)
    for (const pause of PAUSES_MS[kind]) {
      if (isSettled(store, board) || elapsedMs() >= end) return
      await wait(pause)
      if (!board.isDecided) take(store, await lookOnce(store, board), board)
    }
    isSettled(store, board)
  } catch (error) {
    const why = whyUnseen(error)
    if (!board.linesOf.has(store.name)) board.unseen.set(store.name, why)
  }
}

/**
 * Looks into all stores side by side, again after a moment while a line may still be on its way, and ends early when a line has
 * told the reason. A store that fails or hangs is named in `unseen` and holds nobody up.
 */
export async function searchLogs(stores: readonly LogStore[], wanted: Wanted, powers: SearchPowers): Promise<Search> {
  const decided = Promise.withResolvers<void>()
  const board: Board = { wanted, powers, linesOf: new Map(), unseen: new Map(), decided, isDecided: false }
  const ended = new AbortController()
  const all = Promise.all(stores.map((store) => follow(store, board)))
  await Promise.race([all, decided.promise.then(() => powers.wait(GRACE_MS, ended.signal))]).finally(() => ended.abort())
  const lines = allLines(board)
  const matches = matchLines(lines, wanted)
  const searched = stores.filter(({ name }) => board.linesOf.has(name)).map(({ name, label = name }) => label)
  const late = stores.filter(({ name }) => !board.linesOf.has(name) && !board.unseen.has(name))
  const unseen = [...board.unseen].map(([source, why]) => ({ source, why }))
  return {
    lines,
    matches,
    choice: chooseLine(matches),
    searched,
    unseen: [...unseen, ...late.map(({ name }) => ({ source: name, why: 'it had not answered when another log told the reason' }))],
  }
}
