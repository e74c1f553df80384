import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** When no condition holds there must be a default, or a person to ask. */
export const stuckStep: LintRule = {
  summary: 'a step that can get stuck',
  check: (context) =>
    stepsOf(context)
      .filter(({ step }) => step.branches.length > 0 && step.branches.every(({ kind }) => kind === 'when'))
      .map(({ draft, step }) => ({
        file: draft.source.file,
        at: step.branches[0]?.at ?? step.titleAt,
        found: 'only conditions',
        expected: 'an `otherwise` or an answer for a person as well',
        hint: 'When none of them holds the walk would be stuck here.',
      })),
  examples: [
    {
      name: 'conditions only',
      files: examplePage('## A\n- `true` → [A](#a)\n'),
      problems: [{ line: 5, column: 1, found: 'only conditions' }],
    },
    { name: 'with a default', files: examplePage('## A\n- `true` → [A](#a)\n- Otherwise → [A](#a)\n'), problems: [] },
    { name: 'with an answer', files: examplePage('## A\n- `true` → [A](#a)\n- Go on → [A](#a)\n'), problems: [] },
  ],
}
