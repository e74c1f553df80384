import { pickExchange } from '../denial/comparison/pick-exchange.ts'
import type { Verdict } from '../denial/denial.ts'
import { isRefusal } from '../denial/denial.ts'
import { identify } from '../denial/identify.ts'
import type { Exchange } from '../exchange.ts'

/** What one answer amounts to. `hidden` is a 404, which may be a refusal in disguise; `error` a broken server; `none` no answer. */
export type Outcome = { kind: 'passed' | 'refused' | 'hidden' | 'error' | 'none'; verdict?: Verdict }

function kindOf(verdict: Verdict): Outcome['kind'] {
  if (verdict === 'allowed') return 'passed'
  if (isRefusal(verdict)) return 'refused'
  return verdict === 'not-found' ? 'hidden' : 'error'
}

const judged = new WeakMap<Exchange, Outcome>()

/** Judges one exchange by itself: block pages with status 200 and redirects to a login page are refusals too. */
export function readOutcome(exchange: Exchange): Outcome {
  if (!exchange.response) return { kind: 'none' }
  const known = judged.get(exchange)
  if (known) return known
  const { verdict } = identify([exchange])
  const outcome = { kind: kindOf(verdict), verdict }
  judged.set(exchange, outcome)
  return outcome
}

/** The refusal under diagnosis, as `identify` picks it: the subject's own. Undefined when the subject passes. */
export function lastRefusal(exchanges: readonly Exchange[]): Exchange | undefined {
  const picked = exchanges[pickExchange(exchanges) ?? -1]
  if (picked?.response) return readOutcome(picked).kind === 'refused' ? picked : undefined
  return exchanges.findLast((exchange) => readOutcome(exchange).kind === 'refused')
}
