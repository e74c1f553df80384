import { BUTTON_TEXT_MAX } from '../../tree.ts'
import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** An answer is the text of a button. */
export const longAnswer: LintRule = {
  summary: 'an answer too long for a button',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) =>
      step.branches
        .filter(({ kind, text }) => kind === 'answer' && text.length > BUTTON_TEXT_MAX)
        .map(({ text, textAt }) => ({
          file: draft.source.file,
          at: textAt,
          found: `an answer of ${text.length} characters, "${text.slice(0, 40)}…"`,
          expected: `at most ${BUTTON_TEXT_MAX}`,
          hint: 'Move the explanation into the text above the list.',
        })),
    ),
  examples: [
    {
      name: 'too long',
      files: examplePage(`## A\n- ${'x'.repeat(76)} → [A](#a)\n`),
      problems: [{ line: 5, column: 3, found: `an answer of 76 characters, "${'x'.repeat(40)}…"` }],
    },
    { name: 'just short enough', files: examplePage(`## A\n- ${'x'.repeat(75)} → [A](#a)\n`), problems: [] },
  ],
}
