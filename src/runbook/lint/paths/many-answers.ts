import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** More choices than a person can weigh at once. */
const ANSWERS_MAX = 20

const NUMBERS = Array.from({ length: 22 }, (_, index) => `- Answer ${index} → [A](#a)\n`)

/** A question has at most 20 answers. */
export const manyAnswers: LintRule = {
  summary: 'too many answers',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) => {
      const answers = step.branches.filter(({ kind }) => kind === 'answer')
      const first = answers[ANSWERS_MAX]
      if (!first) return []
      return {
        file: draft.source.file,
        at: first.at,
        found: `${answers.length} answers`,
        expected: `at most ${ANSWERS_MAX}`,
        hint: 'Ask in two steps.',
      }
    }),
  examples: [
    { name: 'too many', files: examplePage(`## A\n${NUMBERS.join('')}`), problems: [{ line: 25, column: 1, found: '22 answers' }] },
    { name: 'just few enough', files: examplePage(`## A\n${NUMBERS.slice(0, 20).join('')}`), problems: [] },
  ],
}
