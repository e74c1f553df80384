import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** Of two defaults the second would never be taken. */
export const twoDefaults: LintRule = {
  summary: 'a step with two defaults',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) => {
      const second = step.branches.filter(({ kind }) => kind === 'otherwise')[1]
      return second ? { file: draft.source.file, at: second.at, found: 'a second `otherwise`', expected: 'one default a step' } : []
    }),
  examples: [
    {
      name: 'two',
      files: examplePage('## A\n- otherwise → [A](#a)\n- otherwise, ask → [A](#a)\n'),
      problems: [{ line: 6, column: 1, found: 'a second `otherwise`' }],
    },
  ],
}
