import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'
import { isStopped } from '../steadiness/is-stopped.ts'
import { limiterFacts } from './limiter-headers.ts'
import type { RateFinding } from './rate-finding.ts'
import { refusingInstances } from './refusing-instances.ts'

/** With fewer refusals after the last pass, chance may be at work. */
const STAYS_MIN = 5

/** Whether an answer says by itself that a limiter gave it. */
export function saysLimit(exchange: Exchange): boolean {
  return readOutcome(exchange).verdict === 'rate-limited'
}

/** How many passed before it turned for good; undefined where it did not, or where the order of the answers is not known. */
function turnedAfter(exchanges: readonly Exchange[], together: boolean): number | undefined {
  const first = exchanges.findIndex(isStopped)
  if (together || first <= 0) return undefined
  const [before, after] = [exchanges.slice(0, first), exchanges.slice(first)]
  const stays = before.every((exchange) => readOutcome(exchange).kind === 'passed') && after.every(isStopped)
  return stays && (after.length >= STAYS_MIN || after.some(saysLimit)) ? first : undefined
}

/** What calls of one kind amount to. */
export function judgeCalls(exchanges: readonly Exchange[], together: boolean, now: Date): RateFinding {
  const kinds = exchanges.map((exchange) => readOutcome(exchange).kind)
  const facts = limiterFacts(exchanges.at(-1)?.response?.headers ?? {}, now)
  const stoppedAfter = turnedAfter(exchanges, together)
  const stays = stoppedAfter !== undefined
  const refusedAfter = kinds[stoppedAfter ?? -1] === 'refused' ? stoppedAfter : undefined
  const limited = refusedAfter !== undefined || exchanges.some(saysLimit)
  const passedCount = kinds.filter((kind) => kind === 'passed').length
  return {
    calls: exchanges.length,
    statuses: exchanges.flatMap(({ response }) => response?.status ?? []),
    passedFirst: kinds[0] === 'passed',
    limited,
    refusedAfter,
    everyoneRefused: kinds.every((kind) => kind === 'refused'),
    everyonePassed: passedCount === kinds.length,
    unstable: !limited && !stays && passedCount > 0 && exchanges.some(isStopped),
    passedCount,
    refusingInstances: refusingInstances(exchanges),
    disguised: limited && exchanges.some(({ response }, i) => kinds[i] === 'refused' && response?.status !== 429),
    limiter: Object.keys(facts.headers).length > 0,
    ...facts,
  }
}
