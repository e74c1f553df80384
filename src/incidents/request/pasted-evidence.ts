import type { CheckResult } from '../../checks/finding.ts'
import type { Exchange } from '../../exchange.ts'
import type { EventBody } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'

/** The key under which a pasted response lies among the results. No check has it. */
export const PASTED_KEY = 'pasted'

/** Pasted exchanges, redacted, as the first evidence of a log. */
export function pastedBody(exchanges: readonly Exchange[]): EventBody {
  const count = exchanges.length === 1 ? 'One response' : `${exchanges.length} responses`
  const finding = { kind: 'found', value: { count: exchanges.length }, line: `${count} pasted; nothing is sent.` } as const
  const result: CheckResult = { check: 'pasted', params: {}, finding, exchanges: [...exchanges], durationMs: 0 }
  return { type: 'checked', data: { key: PASTED_KEY, result } }
}

/** What was pasted, for a new round; empty for an incident with a live request. */
export function pastedBodies(state: State): EventBody[] {
  const result = state.results.get(PASTED_KEY)
  return result ? [{ type: 'checked', data: { key: PASTED_KEY, result } }] : []
}

/** The exchanges that were pasted; empty for an incident with a live request. */
export function pastedExchanges(state: State): readonly Exchange[] {
  return state.results.get(PASTED_KEY)?.exchanges ?? []
}
