import type { LintRule } from '../rule.ts'

/** Every runbook has an owner: somebody must be asked when it is wrong. */
export const missingOwner: LintRule = {
  summary: 'a runbook without an owner',
  check: ({ linked }) =>
    linked.drafts
      .filter(({ front }) => !front.owner?.trim() && !front.yaml?.error)
      .map(({ source, front }) => ({
        file: source.file,
        at: front.at,
        found: front.yaml ? 'front matter without an owner' : 'a runbook without front matter',
        expected: 'a line such as `owner: "@team"`',
        hint: 'Name the people who keep this runbook true.',
      })),
  examples: [
    {
      name: 'no front matter',
      files: { 'http-403.md': '## A\n' },
      problems: [{ line: 1, column: 1, found: 'a runbook without front matter' }],
    },
    {
      name: 'no owner in it',
      files: { 'http-403.md': '---\ntitle: x\n---\n' },
      problems: [{ line: 1, column: 1, found: 'front matter without an owner' }],
    },
    { name: 'an owner', files: { 'http-403.md': '---\nowner: x\n---\n' }, problems: [] },
  ],
}
