import type { CheckCatalog } from '../../runbook/check-catalog.ts'
import type { CheckLink } from '../../runbook/lint/external-links.ts'

/** What the runbook commands take from outside besides the terminal; a test hands in its own. */
export type RunbookPowers = { catalog(): Promise<CheckCatalog>; checkLink: CheckLink }
