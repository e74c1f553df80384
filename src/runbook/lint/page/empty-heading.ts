import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** A step is reached by its heading's words. */
export const emptyHeading: LintRule = {
  summary: 'a heading that gives no anchor',
  check: (context) =>
    stepsOf(context)
      .filter(({ step }) => step.slug === '')
      .map(({ draft, step }) => ({
        file: draft.source.file,
        at: step.at,
        found: 'a heading without words',
        expected: 'a question or a task, such as `## Who is asking?`',
      })),
  examples: [
    { name: 'nothing', files: examplePage('##\n'), problems: [{ line: 4, column: 1, found: 'a heading without words' }] },
    { name: 'marks only', files: examplePage('## ???\n'), problems: [{ line: 4, column: 1, found: 'a heading without words' }] },
  ],
}
