import { examplePage } from '../example-page.ts'
import { type LintRule, type RuleProblem, stepsOf } from '../rule.ts'

/** Two buttons with the same words cannot be told apart. */
export const sameAnswer: LintRule = {
  summary: 'the same answer twice',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) => {
      const seen = new Set<string>()
      return step.branches
        .filter(({ kind }) => kind === 'answer')
        .flatMap(({ text, textAt }): RuleProblem[] => {
          if (seen.has(text))
            return [{ file: draft.source.file, at: textAt, found: `a second answer "${text}"`, expected: 'answers that differ' }]
          seen.add(text)
          return []
        })
    }),
  examples: [
    {
      name: 'twice',
      files: examplePage('## A\n- Yes → [A](#a)\n- *Yes* → [A](#a)\n'),
      problems: [{ line: 6, column: 3, found: 'a second answer "Yes"' }],
    },
  ],
}
