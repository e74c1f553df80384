import type { LintProblem } from './tree.ts'

/** A problem as one line for a terminal or a log: `file:line:column error Unexpected X, expected Y. Hint [rule]`. */
export function formatProblem(problem: LintProblem): string {
  return `${placeOf(problem)} ${problem.severity} ${problemSentence(problem)} [${problem.rule}]`
}

/** `file:line:column`, which editors and terminals turn into a link. */
export function placeOf({ file, line, column }: LintProblem): string {
  return `${file}:${line}:${column}`
}

/** What was found, what was expected, and what to do. */
export function problemSentence({ found, expected, hint }: LintProblem): string {
  return `Unexpected ${found}, expected ${expected}.${hint ? ` ${hint}` : ''}`
}
