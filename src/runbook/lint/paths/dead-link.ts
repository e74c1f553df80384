import { examplePage } from '../example-page.ts'
import type { LintRule, RuleProblem } from '../rule.ts'

/** Every link between runbooks leads somewhere; a branch leads to a step. */
export const deadLink: LintRule = {
  summary: 'a link that leads nowhere',
  check: ({ linked }) =>
    linked.drafts.flatMap((draft) => {
      const branchLinks = new Set(draft.steps.flatMap((step) => step.branches.map(({ link }) => `${link.at.line}:${link.at.column}`)))
      return draft.links.flatMap((link): RuleProblem[] => {
        const resolution = linked.resolve(draft, link)
        const where = { file: draft.source.file, at: link.at }
        if (resolution.kind === 'dead') {
          const { found, expected, hint } = resolution
          return [{ ...where, found, expected, ...(hint ? { hint } : {}) }]
        }
        const isBranch = branchLinks.has(`${link.at.line}:${link.at.column}`)
        if (!isBranch || resolution.kind === 'step') return []
        return [{ ...where, found: `a branch to \`${link.url}\``, expected: 'a step, which is a heading with two `#`' }]
      })
    }),
  examples: [
    {
      name: 'no such step',
      files: examplePage('## Missing grant\n- Yes → [B](#mising-grant)\n'),
      problems: [{ line: 5, column: 13, found: 'a link to `#mising-grant`', hint: 'Did you mean `missing-grant`?' }],
    },
    {
      name: 'no such file',
      files: examplePage('## A\nSee [WAF](./wfa.md).\n'),
      problems: [{ line: 5, column: 11, found: 'a link to `./wfa.md`' }],
    },
    {
      name: 'no such step elsewhere',
      files: { ...examplePage('## A\n- Yes → [B](b.md#c)\n'), 'b.md': '## B\n' },
      problems: [{ line: 5, column: 13, found: 'a link to `b.md#c`' }],
    },
    {
      name: 'a branch to a smaller heading',
      files: examplePage('## A\n### Notes\n- Yes → [N](#notes)\n'),
      problems: [{ line: 6, column: 13, found: 'a branch to `#notes`' }],
    },
    {
      name: 'prose may name any heading',
      files: examplePage('## A\n### Notes\nSee [N](#notes), [w](https://example.com/x.md#y), [r](../README.md) and <a@b.test>.\n'),
      problems: [],
    },
    {
      name: 'a link through a definition',
      files: { ...examplePage('## A\n- Yes → [B][b]\n\n[b]: b.md\n'), 'b.md': '## B\n' },
      problems: [],
    },
  ],
}
