import type { LogReading } from '../../../denial/log-lines/log-reading.ts'
import { type LogLine, readingOf } from '../lines/log-line.ts'
import { isDuring, type Wanted, type WantedRequest } from '../wanted/wanted.ts'
import { isRoutedPath, isSamePath, namesOtherFile, namesOtherQuery, namesPath } from './path-in-text.ts'

/** How a line was recognised, the surest first. `earlier`: a refusal of the same path and method from before, of whomever. */
export const WAYS = ['trace', 'request-id', 'user-agent', 'time-and-path', 'time-and-client', 'earlier'] as const
export type Way = (typeof WAYS)[number]

/** A line and the request that it tells of; none for an earlier one. */
export type Match = { line: LogLine; by: Way; request?: WantedRequest | undefined; reading: LogReading | null }

/** What sure matches taught: ids that logs gave our requests, our address as logs see it, and the forms of line that show who asks. */
export type Learnt = {
  idsOf(request: WantedRequest): Iterable<string>
  isOurClient(client: string): boolean
  showsAsker(line: LogLine, reading: LogReading | null): boolean
}

/** An incident's mark also stands in old lines of another database; clocks may differ by this. */
const AGENT_SLACK_MS = 5 * 60_000
const OURS = /why403\/[\w.-]{1,40} \(\+/
/** A client that names itself, and is not us. */
const ANOTHERS =
  /\b(?:Mozilla|curl|Wget|python-requests|okhttp|Go-http-client|PostmanRuntime|axios|undici|Apache-HttpClient|kube-probe|ELB-HealthChecker)\/[\d.]/

/** What logs write where nobody is known. */
const NOBODY = /^(?:anonymous\w{0,10}|guest|nobody|none|null|nil|undefined|public|unknown|unauthenticated)$/i

const searchable = ({ text, labels }: LogLine) => (labels === undefined ? text : `${text} ${labels}`)

function includesId(text: string, id: string): boolean {
  return text.includes(id) || text.toLowerCase().includes(id.toLowerCase())
}

function byIds(line: LogLine, { requests }: Wanted, learnt: Learnt): Omit<Match, 'reading'> | undefined {
  const text = searchable(line)
  const traced = requests.find(({ traceId }) => traceId !== undefined && includesId(text, traceId))
  if (traced) return { line, by: 'trace', request: traced }
  const named = requests.find((request) => [...request.ids, ...learnt.idsOf(request)].some((id) => includesId(text, id)))
  return named && { line, by: 'request-id', request: named }
}

function agrees({ method, status }: WantedRequest, reading: LogReading | null): boolean {
  const sameMethod = reading?.method === undefined || reading.method === method
  return sameMethod && (reading?.status === undefined || status === undefined || reading.status === status)
}

/** Of several requests that fit, the refused one; of those the one nearest in time. */
function nearest(requests: readonly WantedRequest[], moments: readonly number[]): WantedRequest | undefined {
  const distance = ({ sentAt = 0 }: WantedRequest) => Math.min(...moments.map((ms) => Math.abs(ms - sentAt)))
  return requests.toSorted(
    (one, other) => Number(one.ours === 'other') - Number(other.ours === 'other') || distance(one) - distance(other),
  )[0]
}

function byAgent(line: LogLine, { requests, agent }: Wanted, reading: LogReading | null): Omit<Match, 'reading'> | undefined {
  if (agent === undefined || !line.text.includes(agent)) return undefined
  const told = reading?.path
  const fits = requests.filter(
    (request) =>
      agrees(request, reading) &&
      !namesOtherQuery(line.text, request) &&
      (told === undefined ? namesPath(line.text, request.path) : isSamePath(told, request.path) || isRoutedPath(told, request.path)) &&
      (line.times.length === 0 || isDuring(request, line.times, AGENT_SLACK_MS)),
  )
  const request = nearest(fits, line.times)
  return request && { line, by: 'user-agent', request }
}

/** A line that shows who asked shows somebody else. */
function isAnothers(line: LogLine, reading: LogReading | null, learnt: Learnt): boolean {
  return OURS.test(line.text) || ANOTHERS.test(line.text) || learnt.showsAsker(line, reading)
}

/** A line that names who asked is not of a request without credentials. */
function isAsker({ exchange }: WantedRequest, reading: LogReading | null): boolean {
  return exchange.as !== 'anonymous' || reading?.user === undefined || NOBODY.test(reading.user)
}

function byTime(line: LogLine, { requests }: Wanted, { reading, learnt }: { reading: LogReading | null; learnt: Learnt }) {
  const fits = requests.filter((request) => agrees(request, reading) && isAsker(request, reading) && isDuring(request, line.times))
  const near = fits.filter((request) => !namesOtherQuery(line.text, request))
  if (near.length === 0 || isAnothers(line, reading, learnt)) return undefined
  const told = reading?.path
  const samePath = near.filter(({ path }) => (told === undefined ? namesPath(line.text, path) : isSamePath(told, path)))
  const request = nearest(samePath, line.times)
  if (request) return { line, by: 'time-and-path' as const, request }
  const isOurClient = told === undefined && reading?.client !== undefined && learnt.isOurClient(reading.client)
  const refused =
    isOurClient && reading.denial
      ? nearest(
          near.filter((each) => !namesOtherFile(line.text, each.path)),
          line.times,
        )
      : undefined
  return refused && { line, by: 'time-and-client' as const, request: refused }
}

function byPast(line: LogLine, { earlier }: Wanted, reading: LogReading | null): Omit<Match, 'reading'> | undefined {
  if (!earlier || OURS.test(line.text)) return undefined
  const text = searchable(line)
  if (earlier.ids.some((id) => includesId(text, id))) return { line, by: 'request-id' }
  const isInTime = line.times.some((ms) => ms >= earlier.from && ms <= earlier.to)
  if (!isInTime || !reading?.denial || (reading.method !== undefined && reading.method !== earlier.method)) return undefined
  const isPath = reading.path === undefined ? namesPath(text, earlier.path) : isSamePath(reading.path, earlier.path)
  return isPath ? { line, by: 'earlier' } : undefined
}

/** Which of our requests a line tells of, and how surely; undefined for the line of somebody else. */
export function matchLine(line: LogLine, wanted: Wanted, learnt: Learnt): Match | undefined {
  const sure = byIds(line, wanted, learnt)
  if (sure) return { ...sure, reading: readingOf(line) }
  const hasAgent = wanted.agent !== undefined && line.text.includes(wanted.agent)
  const isNear = line.times.some((ms) => ms >= wanted.from && ms <= wanted.to)
  const isForEarlier = wanted.earlier !== undefined && namesPath(searchable(line), wanted.earlier.path)
  if (!hasAgent && !isNear && !isForEarlier && (wanted.earlier?.ids.length ?? 0) === 0) return undefined
  const reading = readingOf(line)
  const found = byAgent(line, wanted, reading) ?? byTime(line, wanted, { reading, learnt }) ?? byPast(line, wanted, reading)
  return found && { ...found, reading }
}
