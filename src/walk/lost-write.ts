import type { CheckResult } from '../checks/finding.ts'
import { isSafeMethod } from '../checks/prober/probe-plan.ts'
import type { State } from './state.ts'

/** Whether the answer to an approved write was lost, with the process that sent it or in time: it may have arrived or not. */
export function isLostWrite({ finding, exchanges }: Pick<CheckResult, 'finding' | 'exchanges'>): boolean {
  if (finding.kind === 'failed' && finding.failed === 'interrupted') return true
  return exchanges.some(({ request, failure }) => failure?.kind === 'timeout' && !isSafeMethod(request.method))
}

/** Who approved the write whose answer was lost in this round; undefined when none was, or somebody has approved it anew. */
export function lostApproval({ approval, results }: Pick<State, 'approval' | 'results'>): State['approval'] {
  return [...results.values()].some(isLostWrite) ? approval : undefined
}
