import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'
import { askAgain, type Steadiness } from '../steadiness/ask-again.ts'
import type { Change } from './change.ts'
import type { Searched } from './search-parts.ts'

/** So many probes it takes at most. */
export const CONFIRM_PROBES = 8

type Input = { refusal: Exchange; searched: Searched; tried: number; sendAgain(changes: readonly Change[]): Promise<Exchange> }

/**
 * Asks both sides of the difference again; where there is none, the request itself once more, since what is read from the
 * exchanges is read from its last refusal.
 */
export async function confirmParts({ refusal, searched: { found }, tried, sendAgain }: Input): Promise<Steadiness> {
  const askRefused = () => sendAgain([])
  if (found) {
    const passing = [found.changes, ...(found.neutral ? [found.neutral] : [])]
    const again = await askAgain({ refusal, askRefused, askPassed: passing.map((changes) => () => sendAgain(changes)) })
    return again.steadiness
  }
  return tried > 0 && readOutcome(await askRefused()).kind === 'passed' ? 'unstable' : 'steady'
}
