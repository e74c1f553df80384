import { examplePage } from '../example-page.ts'
import { flawProblems, type LintRule } from '../rule.ts'

/** Blocks belong to a step; elsewhere they would silently do nothing. */
export const misplacedBlock: LintRule = {
  summary: 'a check or outcome that belongs to no step',
  check: (context) => flawProblems(context, 'misplaced-block'),
  examples: [
    {
      name: 'before the first step',
      files: examplePage('Hello\n```check\nrequest: {}\n```\n## A\n'),
      problems: [{ line: 5, column: 1, found: 'a `check` block before the first step' }],
    },
    {
      name: 'in a list',
      files: examplePage('## A\n- one\n  ```outcome\n  cause: unknown\n  ```\n'),
      problems: [{ line: 6, column: 3, found: 'a `outcome` block inside a list or a quote' }],
    },
  ],
}
