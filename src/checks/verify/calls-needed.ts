import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'
import { isStopped } from '../steadiness/is-stopped.ts'

/** More calls would disturb; what comes and goes more seldom cannot be proven gone by asking. */
const CALLS_MAX = 20
/** As likely as this, at most, may all calls pass by chance where nothing was mended. */
const CHANCE_MAX = 0.02

/** What is new in each request. */
const OURS: ReadonlySet<string> = new Set(['traceparent', 'user-agent'])

/** How many calls in a row must pass; `canProve` is false where even the most of them could pass by chance. */
export type CallsNeeded = { calls: number; canProve: boolean }

/**
 * How often the request must pass to prove that a refusal is gone: `usual` times where it was refused each time before, more
 * often the more of the very same requests had passed.
 */
export function callsNeeded(exchanges: readonly Exchange[], before: Exchange, usual: number): CallsNeeded {
  const same = exchanges.filter((exchange) => requestOf(exchange) === requestOf(before))
  const passed = same.filter((exchange) => readOutcome(exchange).kind === 'passed').length
  const share = passed / (passed + same.filter(isStopped).length)
  if (passed === 0 || Number.isNaN(share)) return { calls: usual, canProve: true }
  const needed = share < 1 ? Math.ceil(Math.log(CHANCE_MAX) / Math.log(share)) : Number.POSITIVE_INFINITY
  return { calls: Math.min(CALLS_MAX, Math.max(usual, needed)), canProve: needed <= CALLS_MAX }
}

function requestOf({ as, vantage, request: { method, url, headers } }: Exchange): string {
  const sent = Object.entries(headers).filter(([name]) => !OURS.has(name))
  return JSON.stringify([as, vantage, method, url, sent.toSorted(([a], [b]) => (a < b ? -1 : 1))])
}
