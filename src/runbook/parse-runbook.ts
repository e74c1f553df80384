import { applyRules } from './apply-rules.ts'
import { linkDrafts } from './link-drafts.ts'
import { readDraft } from './read-draft.ts'
import { toRunbook } from './to-runbook.ts'
import type { LintProblem, Runbook } from './tree.ts'

/**
 * Reads one file by itself: its tree, null when anything is wrong with it, and what is. Links to other files and checks
 * are not looked at; a link to a whole file stays the bare file name. Never throws.
 */
export function parseRunbook(file: string, text: string): { runbook: Runbook | null; problems: LintProblem[] } {
  const draft = readDraft(file, text)
  const linked = linkDrafts([draft], new Set([file]))
  const problems = applyRules({ linked, catalog: new Map(), today: new Date(0) }, ({ needs }) => needs === 'file')
  return { runbook: problems.some(({ severity }) => severity === 'error') ? null : toRunbook(draft), problems }
}
