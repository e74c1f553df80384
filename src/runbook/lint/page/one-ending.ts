import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** An outcome ends the walk: what follows it in the same step would never be reached. */
export const oneEnding: LintRule = {
  summary: 'a step that both ends and goes on',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) => {
      const [first, second] = step.outcomes
      const [branch] = step.branches
      const { file } = draft.source
      if (second) return { file, at: second.at, found: 'a second outcome', expected: 'one outcome a step' }
      return first && branch ? { file, at: branch.at, found: 'a branch beside an outcome', expected: 'one or the other' } : []
    }),
  examples: [
    {
      name: 'both',
      files: examplePage('## A\n```outcome\ncause: unknown\nfix: x\n```\n- Yes → [A](#a)\n'),
      problems: [{ line: 9, column: 1, found: 'a branch beside an outcome' }],
    },
    {
      name: 'two outcomes',
      files: examplePage('## A\n```outcome\ncause: unknown\n```\n```outcome\ncause: unknown\n```\n'),
      problems: [{ line: 8, column: 1, found: 'a second outcome' }],
    },
  ],
}
