import { createHash } from 'node:crypto'
import type { CheckCatalog } from './check-catalog.ts'
import { applyRules } from './lint/apply-rules.ts'
import type { Draft } from './parse/draft.ts'
import { DEFAULT_RUNBOOK, type LinkedDrafts, linkDrafts, startAddress } from './parse/link-drafts.ts'
import { readDraft } from './parse/read-draft.ts'
import { toRunbook } from './parse/to-runbook.ts'
import type { LintProblem, RunbookSet } from './tree.ts'

/**
 * Lints the files of one folder (texts by name) and links them; the set is null when anything is an error. A README.md
 * is no runbook. Linear in the texts; never throws for what they say.
 */
export function lintRunbooks(
  files: ReadonlyMap<string, string>,
  catalog: CheckCatalog,
  { today }: { today: Date },
): { set: RunbookSet | null; problems: LintProblem[] } {
  const names = [...files.keys()].filter(isRunbookFile).sort()
  if (names.length === 0) return { set: null, problems: [noRunbook()] }
  const drafts = names.map((name) => readDraft(name, files.get(name) ?? ''))
  const linked = linkDrafts(drafts, new Set(files.keys()))
  const problems = applyRules({ linked, catalog, today })
  const start = startAddress(drafts)
  if (start === undefined || problems.some(({ severity }) => severity === 'error')) return { set: null, problems }
  return { set: toSet(linked, start, hashFiles(names, files)), problems }
}

/** Whether a file of a runbook folder is a runbook. */
export function isRunbookFile(name: string): boolean {
  return /\.md$/i.test(name) && !/^readme\.md$/i.test(name)
}

/** Content hash of a set: the same texts under the same names, the same hash. */
function hashFiles(names: readonly string[], files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256')
  for (const name of names) hash.update(JSON.stringify([name, files.get(name) ?? '']))
  return hash.digest('hex')
}

function toSet(linked: LinkedDrafts, start: string, revision: string): RunbookSet {
  const follow = (draft: Draft, { link }: Draft['steps'][number]['branches'][number]) => {
    const resolution = linked.resolve(draft, link)
    return resolution.kind === 'step' ? resolution.address : link.url
  }
  const runbooks = linked.drafts.map((draft) => toRunbook(draft, follow))
  const stepByAddress = new Map(runbooks.flatMap(({ steps }) => steps.map((step) => [step.address, step] as const)))
  return { revision, runbooks, stepByAddress, start }
}

function noRunbook(): LintProblem {
  const expected = `${DEFAULT_RUNBOOK}, where every walk starts`
  return { file: DEFAULT_RUNBOOK, line: 1, column: 1, severity: 'error', rule: 'no-runbook', found: 'a folder without runbooks', expected }
}
