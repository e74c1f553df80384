import { examplePage } from '../example-page.ts'
import { flawProblems, type LintRule } from '../rule.ts'

/** A check block is YAML: checks with their parameters. */
export const checkBlock: LintRule = {
  summary: 'a check block that cannot be read',
  check: (context) => flawProblems(context, 'check-block'),
  examples: [
    { name: 'empty', files: examplePage('## A\n```check\n```\n'), problems: [{ line: 5, column: 1, found: 'an empty block' }] },
    {
      name: 'the same check twice',
      files: examplePage('## A\n```check\nrequest: { as: a }\nrequest: { as: b }\n```\n'),
      problems: [{ line: 7, column: 1, found: '`request: { as: b }` a second time' }],
    },
    {
      name: 'a word as parameters',
      files: examplePage('## A\n```check\nrequest: admin\n```\n'),
      problems: [{ line: 6, column: 10, found: '`admin`' }],
    },
    {
      name: 'two checks in one item',
      files: examplePage('## A\n```check\n- request: {}\n  compare: {}\n```\n'),
      problems: [{ line: 7, column: 3, found: '`compare` beside `request`' }],
    },
    {
      name: 'an alias of itself',
      files: examplePage('## A\n```check\nrequest: &a { as: [*a] }\n```\n'),
      problems: [{ line: 6, column: 1, found: 'an alias inside of what it stands for' }],
    },
    { name: 'a tab', files: examplePage('## A\n```check\nrequest:\n\tas: x\n```\n'), problems: [{ line: 7, column: 1, found: 'a tab' }] },
    {
      name: 'a list with ids',
      files: examplePage('## A\n```check\n- request: { as: a }\n  id: first\n- request: { as: b }\n  id: second\n```\n'),
      problems: [],
    },
  ],
}
