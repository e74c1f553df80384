import type { CheckResult } from '../checks/finding.ts'
import { isLostWrite } from './lost-write.ts'

/**
 * Whether a result would read otherwise with a person's approval: the check itself waits for it, says so in its
 * finding (`needsApproval`), sent a safe substitute (`safeInstead`), had a probe held back, or lost the answer to a write.
 */
export function isHeldBack({ finding, exchanges }: CheckResult): boolean {
  if (isLostWrite({ finding, exchanges })) return true
  if (finding.kind === 'failed' && finding.failed === 'needs-approval') return true
  if (finding.kind === 'found' && (finding.value.needsApproval === true || finding.value.safeInstead === true)) return true
  return exchanges.some((exchange) => exchange.failure?.kind === 'needs-approval')
}
