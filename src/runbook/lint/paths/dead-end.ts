import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** Every step leads on or ends the walk. A step with a block that cannot be read is told of once. */
export const deadEnd: LintRule = {
  summary: 'a step with neither branches nor outcome',
  check: (context) =>
    stepsOf(context)
      .filter(({ step }) => step.branches.length + step.outcomes.length === 0 && !step.broken)
      .map(({ draft, step }) => ({
        file: draft.source.file,
        at: step.titleAt,
        found: `a step \`${step.title}\` that leads nowhere`,
        expected: 'a list of branches or an outcome',
        ...(step.almostBranch
          ? { hint: `The list at line ${step.almostBranch.line} is prose: each of its items must end in one link to a step.` }
          : {}),
      })),
  examples: [
    {
      name: 'prose only',
      files: examplePage('## A\nThink.\n'),
      problems: [{ line: 4, column: 4, found: 'a step `A` that leads nowhere' }],
    },
    {
      name: 'a list that is not wholly branches',
      files: examplePage('## A\n- Yes → [A](#a)\n- No → ask somebody\n'),
      problems: [
        {
          line: 4,
          column: 4,
          found: 'a step `A` that leads nowhere',
          hint: 'The list at line 5 is prose: each of its items must end in one link to a step.',
        },
      ],
    },
    { name: 'branches', files: examplePage('## A\n* Yes -> [A](#a)\n'), problems: [] },
  ],
}
