import type { LintProblem } from '../tree.ts'
import { type LintContext, type LintRule, toLintProblem } from './rule.ts'
import { RULES } from './rules.ts'

/** What all rules say, by file, line and column. */
export function applyRules(context: LintContext): LintProblem[] {
  const problems = Object.entries<LintRule>(RULES).flatMap(([name, rule]) =>
    rule.check(context).map((problem) => toLintProblem(name, problem)),
  )
  return problems.sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column)
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
