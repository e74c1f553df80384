import type { LogLine } from '../lines/log-line.ts'
import { namesPath } from '../matching/path-in-text.ts'
import { isDuring, type Wanted } from './wanted.ts'

/** A moment after the last answer: lines from then show that a log is alive. */
const ALIVE_MS = 60_000

/** Every id by which a request of ours, or the person's own, may stand in a log. */
export function wantedIds({ requests, earlier }: Wanted): string[] {
  const ours = requests.toSorted((one, other) => Number(one.ours === 'other') - Number(other.ours === 'other'))
  const ids = ours.flatMap(({ traceId, ids }) => [...(traceId === undefined ? [] : [traceId]), ...ids])
  return [...new Set([...ids, ...(earlier?.ids ?? [])])]
}

/** Every path that is asked about, the refused one first. */
export function wantedPaths({ requests, earlier }: Wanted): string[] {
  const refused = requests.filter(({ ours }) => ours === 'refused').map(({ path }) => path)
  return [...new Set([...refused, ...(earlier ? [earlier.path] : [])])]
}

type Needles = { ids: readonly string[]; paths: readonly string[]; end: number }

const needlesByWanted = new WeakMap<Wanted, Needles>()

function needlesOf(wanted: Wanted): Needles {
  const known = needlesByWanted.get(wanted)
  if (known) return known
  const ids = wantedIds(wanted).map((id) => id.toLowerCase())
  const needles = { ids, paths: wantedPaths(wanted), end: Math.max(...wanted.requests.map(({ doneAt }) => doneAt ?? 0)) }
  needlesByWanted.set(wanted, needles)
  return needles
}

/** Whether a line holds the incident's mark or one of its ids. */
export function namesUs(text: string, wanted: Wanted): boolean {
  if (wanted.agent !== undefined && text.includes(wanted.agent)) return true
  const lower = text.toLowerCase()
  return needlesOf(wanted).ids.some((id) => lower.includes(id))
}

/** A first, cheap look at a line: whether it may tell of what is wanted, so that it is kept and read. */
export function mayTell({ text, times }: Pick<LogLine, 'text' | 'times'>, wanted: Wanted): boolean {
  if (wanted.requests.some((request) => isDuring(request, times))) return true
  const { paths, end } = needlesOf(wanted)
  if (times.some((ms) => ms >= end && ms <= end + ALIVE_MS)) return true
  const isInWindow = times.length === 0 || times.some((ms) => ms >= wanted.from && ms <= wanted.to)
  return (isInWindow && paths.some((path) => namesPath(text, path))) || namesUs(text, wanted)
}
