import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { readOutcome } from '../read-outcome.ts'
import { SAFE_GET, safeRequest } from '../safe-request.ts'
import { type Ask, volley } from '../steadiness/ask-again.ts'
import { isStopped } from '../steadiness/is-stopped.ts'
import { withPath } from '../with-path.ts'
import { saysLimit } from './judge-calls.ts'
import type { RateInput } from './rate-finding.ts'

/** So many refusals in a row after a pass are enough to look whether it stays so. */
const REFUSALS_ENOUGH = 2
/** Where a coin decides, as many refusals in a row come once in 64 times. */
const STAYS_TIMES = 6

/** The call that is repeated; an unsafe incident is asked with GET. */
export function callerOf({ probe, request }: CheckContext, { as, path, method, headers }: RateInput): Ask {
  const safe = method === undefined ? safeRequest(request) : SAFE_GET
  return () => probe({ ...safe, ...(method && { method }), url: withPath(request.url, path), ...(headers && { headers }), as, fresh: true })
}

/**
 * The answers, at least one. In a row: until a refusal has been seen, and then six at once, since a refusal that comes and goes
 * is no limiter.
 * @throws CheckFailed where no call was answered
 */
export async function makeCalls(ask: Ask, { calls, together }: Pick<RateInput, 'calls' | 'together'>): Promise<Exchange[]> {
  const exchanges = together ? await volley(ask, calls) : await burst(ask, calls)
  const answered = exchanges.filter(({ response }) => response)
  const last = answered.at(-1)
  if (!last) exchanges.forEach(decisiveResponse)
  const isOpen = !together && last !== undefined && isStopped(last) && !answered.some(saysLimit)
  const further = isOpen ? await volley(ask, STAYS_TIMES) : []
  return [...answered, ...further.filter(({ response }) => response)]
}

/** Asks one after the other, and stops when a refusal after a pass was repeated. */
async function burst(ask: Ask, calls: number): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  let refusals = 0
  while (exchanges.length < calls && refusals < REFUSALS_ENOUGH) {
    const exchange = await ask()
    exchanges.push(exchange)
    if (!exchange.response) break
    const hasPassed = exchanges.some((one) => readOutcome(one).kind === 'passed')
    if (hasPassed && isStopped(exchange)) refusals += 1
  }
  return exchanges
}
