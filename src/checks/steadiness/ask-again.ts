import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'
import { looksAlike } from './answer-look.ts'
import { isStopped } from './is-stopped.ts'

/**
 * How often who was refused is asked again, and how often those who passed, all at once. Of eight calls in a row a server that
 * refuses every second one refuses four, never five, however they arrive; one that throws a coin looks steady once in 256 times.
 */
const REFUSED_TIMES = 5
const PASSED_TIMES = 3

/** Sends one more call. */
export type Ask = () => Promise<Exchange>

/**
 * What a difference between two answers is worth: `steady` nothing spoke against it when both were asked again; `turned` nobody
 * passes any more, and all refusals look like the first, as where calls are counted; `unstable` the same call passes and is
 * refused in turn.
 */
export type Steadiness = 'steady' | 'turned' | 'unstable'

/** The further answers, those who passed in the order given, and what they show. */
export type AskedAgain = { steadiness: Steadiness; refused: Exchange[]; passed: Exchange[][] }

/** One refusal and those who passed where it refused. */
export type Difference = { refusal: Exchange; askRefused: Ask; askPassed: readonly Ask[] }

/** Asks both sides of a difference again, after both have been answered, so that nothing is read into chance or a counter. */
export async function askAgain({ refusal, askRefused, askPassed }: Difference): Promise<AskedAgain> {
  const asks = askPassed.slice(0, PASSED_TIMES)
  const timesOf = (i: number) => Math.floor((PASSED_TIMES - i - 1) / asks.length) + 1
  const [refused, ...passed] = await Promise.all([volley(askRefused, REFUSED_TIMES), ...asks.map((ask, i) => volley(ask, timesOf(i)))])
  return { steadiness: steadinessOf(refusal, refused, passed.flat()), refused, passed }
}

/** Asks all at once. */
export function volley(ask: Ask, times: number): Promise<Exchange[]> {
  return Promise.all(Array.from({ length: times }, ask))
}

/** Words for who was answered now this way, now that; undefined where all answers agree. */
export function changeOf(name: string, exchanges: readonly Exchange[]): string | undefined {
  const passes = exchanges.filter(hasPassed).length
  const stops = exchanges.filter(isStopped).length
  return passes > 0 && stops > 0 ? `${name} passed ${passes} of ${passes + stops} calls` : undefined
}

function hasPassed(exchange: Exchange): boolean {
  return readOutcome(exchange).kind === 'passed'
}

/**
 * What is no answer, and what a limiter of its own says that only our calls have woken, tells nothing about the refusal
 * in question.
 */
function steadinessOf(refusal: Exchange, refusedAgain: readonly Exchange[], passedAgain: readonly Exchange[]): Steadiness {
  const isLimit = (exchange: Exchange) => readOutcome(exchange).verdict === 'rate-limited'
  const tells = (exchange: Exchange) => (hasPassed(exchange) || isStopped(exchange)) && (isLimit(refusal) || !isLimit(exchange))
  const stops = passedAgain.filter(tells).filter(isStopped)
  if (refusedAgain.filter(tells).some(hasPassed)) return 'unstable'
  if (stops.length === 0) return 'steady'
  const isOver = stops.length === passedAgain.length && stops.every((stop) => looksAlike(stop, refusal))
  return isOver ? 'turned' : 'unstable'
}
