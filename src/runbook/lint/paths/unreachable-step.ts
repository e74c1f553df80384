import { type LinkedDrafts, startAddress } from '../../parse/link-drafts.ts'
import type { StepAddress } from '../../tree.ts'
import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** A step that no branch leads to is never shown. Walks start at the first step of a file. */
export const unreachableStep: LintRule = {
  summary: 'a step that no branch leads to',
  check: (context) => {
    const reached = reachedFrom(context.linked)
    return stepsOf(context)
      .filter(({ address }) => !reached.has(address))
      .map(({ draft, step }) => ({
        file: draft.source.file,
        at: step.titleAt,
        found: `a step \`${step.title}\` that no branch leads to`,
        expected: `a branch to \`#${step.id}\``,
        hint: 'Link to it, or make it a smaller heading (`###`).',
      }))
  },
  examples: [
    {
      name: 'left alone',
      files: examplePage('## A\n- Yes → [A](#a)\n## B\n- Yes → [A](#a)\n'),
      problems: [{ line: 6, column: 4, found: 'a step `B` that no branch leads to' }],
    },
    {
      name: 'only from each other',
      files: examplePage('## A\n- Yes → [A](#a)\n## B\n- Yes → [C](#c)\n## C\n- Yes → [B](#b)\n'),
      problems: [
        { line: 6, column: 4, found: 'a step `B` that no branch leads to' },
        { line: 8, column: 4, found: 'a step `C` that no branch leads to' },
      ],
    },
    { name: 'from another file', files: { ...examplePage('## A\n- Yes → [D](b.md#d)\n'), 'b.md': '## C\n## D\n' }, problems: [] },
  ],
}

function reachedFrom({ drafts, stepByAddress }: LinkedDrafts): Set<StepAddress> {
  const roots = [startAddress(drafts), ...drafts.map((draft) => startAddress([draft]))]
  const open = roots.filter((root) => root !== undefined)
  const reached = new Set<StepAddress>(open)
  for (let address = open.pop(); address !== undefined; address = open.pop()) {
    for (const { to } of stepByAddress.get(address)?.edges ?? []) {
      if (reached.has(to)) continue
      reached.add(to)
      open.push(to)
    }
  }
  return reached
}
