import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'

/** Whether an answer keeps somebody out where another passes: a refusal, a 404 in its place, or the 503 of a limiter. */
export function isStopped(exchange: Exchange): boolean {
  const { kind } = readOutcome(exchange)
  return kind === 'refused' || kind === 'hidden' || exchange.response?.status === 503
}
