import type { LogReading } from '../../../denial/log-lines/log-reading.ts'
import { type LogLine, readingOf } from '../lines/log-line.ts'
import { isLoopback, isLoopbackAddress, type Wanted, type WantedRequest } from '../wanted/wanted.ts'
import { type Learnt, type Match, matchLine, type Way } from './match-line.ts'

const SURE: ReadonlySet<Way> = new Set(['trace', 'request-id', 'user-agent'])
const NAME_MIN = 12

/** Whether a way of recognising rests on more than time and path. */
export function isSure({ by }: Match): boolean {
  return SURE.has(by)
}

const formOf = ({ source }: LogLine, reading: LogReading | null) => `${source} ${reading?.format ?? ''}`

/** At the beginning nothing is learnt, but that a target on loopback is asked from loopback. */
function nothingLearnt({ requests }: Wanted): Learnt {
  const isLocal = requests.some(({ exchange }) => isLoopback(exchange))
  return { idsOf: () => [], isOurClient: (client) => isLocal && isLoopbackAddress(client), showsAsker: () => false }
}

/** What sure matches teach about the others. */
function learn(sure: readonly Match[], before: Learnt): Learnt {
  const ids = new Map<WantedRequest, Set<string>>()
  const clients = new Set<string>()
  const forms = new Set<string>()
  for (const { line, request, reading, by } of sure) {
    if (!request) continue
    const told = (reading?.references ?? []).map(({ value }) => value).filter((value) => value.length >= NAME_MIN && /\d/.test(value))
    ids.set(request, new Set([...(ids.get(request) ?? []), ...told]))
    if (reading?.client !== undefined) clients.add(reading.client)
    if (by !== 'request-id') forms.add(formOf(line, reading))
  }
  return {
    idsOf: (request) => ids.get(request) ?? [],
    isOurClient: (client) => clients.has(client) || before.isOurClient(client),
    showsAsker: (line, reading) => forms.has(formOf(line, reading)),
  }
}

/** Of lines that only time and path speak for, those of our own address, where a source has any of it. */
function withoutOtherClients(matches: readonly Match[], learnt: Learnt): Match[] {
  const isKnown = ({ reading }: Match) => reading?.client !== undefined && learnt.isOurClient(reading.client)
  const sources = new Set(matches.filter((match) => isKnown(match)).map(({ line }) => line.source))
  return matches.filter(
    (match) => match.by !== 'time-and-path' || !sources.has(match.line.source) || isKnown(match) || !match.reading?.client,
  )
}

/**
 * The lines that tell of our requests. Sure matches are found first: what they teach (the id that a server gave, the address that
 * it saw) finds further lines and keeps others' lines out.
 */
export function matchLines(lines: readonly LogLine[], wanted: Wanted): Match[] {
  const start = nothingLearnt(wanted)
  const first = lines.flatMap((line) => matchLine(line, wanted, start) ?? [])
  const learnt = learn(first.filter(isSure), start)
  const second = lines.flatMap((line) => matchLine(line, wanted, learnt) ?? [])
  return withoutOtherClients(second, learnt)
}

/** Sources that wrote about others at the time, or about another request of ours, and not a line about the refused one: it did not come to them. */
export function silentSources(lines: readonly LogLine[], matches: readonly Match[], { requests }: Wanted): string[] {
  const refused = requests.filter(({ ours }) => ours === 'refused')
  const end = Math.max(...refused.map(({ doneAt }) => doneAt ?? Number.NaN))
  if (refused.length === 0 || Number.isNaN(end)) return []
  const names = [...new Set(lines.map(({ source }) => source))]
  return names.filter((source) => {
    const own = matches.filter(({ line }) => line.source === source)
    if (own.some(({ request, by }) => request?.ours === 'refused' || by === 'time-and-client')) return false
    const isOther = own.some((match) => isSure(match) && match.request?.ours === 'other')
    return isOther || lines.some((line) => line.source === source && isAfter(line, end) && readingOf(line)?.status !== undefined)
  })
}

/** A line of a server's access log from when ours would have been there. */
function isAfter({ times }: LogLine, end: number): boolean {
  return times.length > 0 && times.every((ms) => ms > end + 1_000)
}
