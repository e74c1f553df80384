import type { CheckResult } from '../checks/finding.ts'
import type { State } from './state.ts'

/** Whether the answer to an approved write was lost with the process that sent it: it may have arrived or not. */
export function isLostWrite({ finding }: Pick<CheckResult, 'finding'>): boolean {
  return finding.kind === 'failed' && finding.failed === 'interrupted'
}

/** Who approved the write whose answer was lost in this round; undefined when none was, or somebody has approved it anew. */
export function lostApproval({ approval, results }: Pick<State, 'approval' | 'results'>): State['approval'] {
  return [...results.values()].some(isLostWrite) ? approval : undefined
}
