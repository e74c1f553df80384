import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** A git host would give the second heading of the same words another anchor, and links would lead to the first. */
export const duplicateStep: LintRule = {
  summary: 'two headings with the same anchor',
  check: (context) =>
    stepsOf(context)
      .filter(({ step }) => step.slug !== '' && step.id !== step.slug)
      .map(({ draft, step }) => ({
        file: draft.source.file,
        at: step.titleAt,
        found: `a second heading \`${step.slug}\``,
        expected: 'each heading once',
        hint: `Links to \`#${step.slug}\` lead to the first one.`,
      })),
  examples: [
    {
      name: 'the same words',
      files: examplePage('## Which rule?\n## Which *rule*\n'),
      problems: [{ line: 5, column: 4, found: 'a second heading `which-rule`' }],
    },
    {
      name: 'a smaller heading took the anchor',
      files: examplePage('## A\n### B\n## B\n'),
      problems: [{ line: 6, column: 4, found: 'a second heading `b`' }],
    },
    { name: 'two smaller headings', files: examplePage('## A\n### Notes\n## B\n### Notes\n'), problems: [] },
  ],
}
