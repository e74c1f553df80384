import { examplePage } from '../example-page.ts'
import { flawProblems, type LintRule } from '../rule.ts'

/** A block that is nearly named `check` or `outcome` would silently be prose. */
export const fenceName: LintRule = {
  summary: 'a block that is misnamed or never closed',
  check: (context) => flawProblems(context, 'fence-name'),
  examples: [
    {
      name: 'misspelt',
      files: examplePage('## A\n```checks\nrequest: {}\n```\n'),
      problems: [{ line: 5, column: 4, found: 'a block named `checks`' }],
    },
    {
      name: 'never closed',
      files: examplePage('## A\n```check\nrequest: {}\n'),
      problems: [{ line: 5, column: 1, found: 'a `check` block that is never closed' }],
    },
    { name: 'another language', files: examplePage('## A\n```sh\ncurl -i x\n```\n'), problems: [] },
  ],
}
