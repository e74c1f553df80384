import { type LintContext, type LintRule, toLintProblem } from './lint/rule.ts'
import { RULES } from './lint/rules.ts'
import type { LintProblem } from './tree.ts'

/** What the chosen rules say, by file, line and column. */
export function applyRules(context: LintContext, choose: (rule: LintRule) => boolean = () => true): LintProblem[] {
  const problems = Object.entries<LintRule>(RULES)
    .filter(([, rule]) => choose(rule))
    .flatMap(([name, rule]) => rule.check(context).map((problem) => toLintProblem(name, problem)))
  return problems.sort((a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column)
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}
