import type { CheckCatalog } from '../check-catalog.ts'
import type { Flaw, FlawRule } from '../parse/draft.ts'
import type { LinkedDrafts, LinkedStep } from '../parse/link-drafts.ts'
import type { Position } from '../parse/source-text.ts'
import type { LintProblem } from '../tree.ts'

/** What rules look at. `today` is a day, not a clock. */
export type LintContext = { linked: LinkedDrafts; catalog: CheckCatalog; today: Date }

/** What a rule says about one place. Reads as "Unexpected `found`, expected `expected`". An error unless it says so. */
export type RuleProblem = { file: string; at: Position; found: string; expected: string; hint?: string; severity?: 'warning' }

/** Runbooks that a rule speaks about, and where. They run as tests; the file is `http-403.md` unless said otherwise. */
type LintExample = {
  name: string
  files: Readonly<Record<string, string>>
  problems: { file?: string; line: number; column: number; found: string; hint?: string }[]
}

/** One rule of lint. `check` is linear in the size of the runbooks. */
export type LintRule = {
  summary: string
  check(context: LintContext): RuleProblem[]
  examples: readonly LintExample[]
}

/** Every step of every file. */
export function stepsOf(context: LintContext): LinkedStep[] {
  return [...context.linked.stepByAddress.values()]
}

/** The mistakes of form that reading found for one rule. */
export function flawProblems(context: LintContext, rule: FlawRule): RuleProblem[] {
  return context.linked.drafts.flatMap(({ source, flaws }) =>
    flaws.filter((flaw) => flaw.rule === rule).map((flaw) => flawProblem(source.file, flaw)),
  )
}

function flawProblem(file: string, { at, found, expected, hint }: Flaw): RuleProblem {
  return { file, at, found, expected, ...(hint ? { hint } : {}) }
}

/** A finished problem under a rule's name. */
export function toLintProblem(rule: string, problem: RuleProblem): LintProblem {
  const { file, at, found, expected, hint, severity = 'error' } = problem
  return { file, line: at.line, column: at.column, severity, rule, found, expected, ...(hint ? { hint } : {}) }
}
