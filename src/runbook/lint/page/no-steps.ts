import { examplePage } from '../example-page.ts'
import type { LintRule } from '../rule.ts'

/** A runbook is a tree of steps. */
export const noSteps: LintRule = {
  summary: 'a runbook without a step',
  check: ({ linked }) =>
    linked.drafts
      .filter(({ steps }) => steps.length === 0)
      .map(({ source }) => ({
        file: source.file,
        at: { line: 1, column: 1 },
        found: 'a runbook without a step',
        expected: 'at least one `## Heading`',
      })),
  examples: [
    {
      name: 'only smaller headings',
      files: examplePage('# Title\n### A\n'),
      problems: [{ line: 1, column: 1, found: 'a runbook without a step' }],
    },
    { name: 'an underlined heading is a step', files: examplePage('A\n---\n'), problems: [] },
  ],
}
