import { pickExchange } from '../../../denial/comparison/pick-exchange.ts'
import { type Exchange, wasSent } from '../../../exchange.ts'
import type { CheckContext } from '../../check.ts'
import { readOutcome } from '../../read-outcome.ts'
import { idsOfExchange, traceIdOf } from './ids-of-exchange.ts'

/**
 * One request of ours. `ours`: the refused one that is explained, or another one, whose lines must not be taken for it. Times in ms;
 * `sameClock` where the target is this very machine.
 */
export type WantedRequest = {
  exchange: Exchange
  ours: 'refused' | 'other'
  traceId?: string | undefined
  ids: readonly string[]
  method: string
  path: string
  query: string
  status?: number | undefined
  sentAt?: number | undefined
  doneAt?: number | undefined
  sameClock?: boolean
}

/**
 * What is looked for. `agent` is the mark of this incident in the user agent of every probe. `earlier` is there when the incident's
 * own request was not refused here: then a refusal of it from before is looked for. `from` and `to` span all of it.
 */
export type Wanted = {
  requests: readonly WantedRequest[]
  agent?: string | undefined
  earlier?: { method: string; path: string; ids: readonly string[]; from: number; to: number } | undefined
  from: number
  to: number
  now: number
}

/** Clocks of two machines and the moment when a line is written differ by this much. */
const BEFORE_MS = 3_000
const AFTER_MS = 5_000
/** On one machine only rounding makes a line older than its request: whole seconds, of a clock that some servers look at once a second. */
const SAME_CLOCK_BEFORE_MS = { ticks: 100, seconds: 2_100 }
const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.|localhost$)/
const REQUESTS_MAX = 60

/** Whether this machine itself answered. */
export function isLoopback({ address = '' }: Exchange): boolean {
  return isLoopbackAddress(address)
}

/** Whether an address, as a log or a connection has it, is this machine's own. */
export function isLoopbackAddress(address: string): boolean {
  return LOOPBACK.test(address)
}

/** Path and query of a URL as a log has them. */
function pathOf(url: string): { path: string; query: string } {
  const parsed = URL.parse(url)
  return { path: parsed?.pathname ?? url, query: parsed?.search ?? '' }
}

/** Whether a request of ours may have been written into a log at one of `moments`; `slackMs` widens the window on both sides. */
export function isDuring({ sentAt, doneAt, sameClock }: WantedRequest, moments: readonly number[], slackMs = 0): boolean {
  if (sentAt === undefined) return false
  const before = (ms: number) => (sameClock ? SAME_CLOCK_BEFORE_MS[ms % 1_000 === 0 ? 'seconds' : 'ticks'] : BEFORE_MS)
  return moments.some((ms) => ms >= sentAt - before(ms) - slackMs && ms <= (doneAt ?? sentAt) + AFTER_MS + slackMs)
}

/** The exchange to explain, unless it passed. */
function refusedOf(exchanges: readonly Exchange[]): Exchange | undefined {
  const picked = exchanges[pickExchange(exchanges) ?? -1]
  return picked && wasSent(picked) && readOutcome(picked).kind !== 'passed' ? picked : undefined
}

function isSameQuestion(one: Exchange, other: Exchange): boolean {
  const same = one.as === other.as && one.vantage === other.vantage
  return same && one.request.method === other.request.method && one.request.url === other.request.url
}

function requestOf(exchange: Exchange, refused: Exchange | undefined, { denial }: CheckContext): WantedRequest {
  const sentAt = exchange.at === undefined ? undefined : Date.parse(exchange.at)
  const isOurs = refused !== undefined && isSameQuestion(exchange, refused) && readOutcome(exchange).kind === readOutcome(refused).kind
  return {
    exchange,
    ours: isOurs ? 'refused' : 'other',
    traceId: traceIdOf(exchange.request.headers.traceparent?.[0]),
    ids: idsOfExchange(exchange, exchange === refused ? denial.references : []),
    method: exchange.request.method.toUpperCase(),
    ...pathOf(exchange.request.url),
    status: exchange.response?.status,
    sentAt,
    doneAt: sentAt === undefined ? undefined : sentAt + (exchange.durationMs ?? 0),
    sameClock: isLoopback(exchange),
  }
}

/** Ids that the person's own request carries, as pasted: those of the refusal that they saw. */
function ownIds({ request }: CheckContext): string[] {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), [value]]))
  return idsOfExchange({ request: { method: '', url: '', headers: {} }, response: { status: 0, headers, body: '' } })
}

function agentOf(requests: readonly WantedRequest[]): string | undefined {
  return requests.flatMap(({ exchange }) => /\(\+INC-\d{1,12}\)/.exec(exchange.request.headers['user-agent']?.[0] ?? '') ?? [])[0]
}

/** What the path so far asks the logs for; an earlier refusal is looked for in the last `minutes`. */
export function wantedOf(context: CheckContext, minutes: number): Wanted {
  const { exchanges, request } = context
  const now = context.now().getTime()
  const refused = refusedOf(exchanges)
  const sent = exchanges.filter((exchange) => wasSent(exchange) && exchange.log === undefined)
  const requests = sent.slice(-REQUESTS_MAX).map((exchange) => requestOf(exchange, refused, context))
  const method = request.method.toUpperCase()
  const isAnswered = refused !== undefined && refused.request.method.toUpperCase() === method
  const earlier = isAnswered
    ? undefined
    : { method, path: pathOf(request.url).path, ids: ownIds(context), from: now - minutes * 60_000, to: now }
  const times = requests.flatMap(({ sentAt }) => sentAt ?? [])
  return {
    requests,
    agent: agentOf(requests),
    earlier,
    from: Math.min(now, ...times, earlier?.from ?? now) - BEFORE_MS,
    to: Math.max(now, ...requests.flatMap(({ doneAt }) => doneAt ?? [])) + AFTER_MS,
    now,
  }
}
