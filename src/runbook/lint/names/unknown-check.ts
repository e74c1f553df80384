import { didYouMean } from '../../did-you-mean.ts'
import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** Only checks that are registered can run. */
export const unknownCheck: LintRule = {
  summary: 'a check that does not exist',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) =>
      step.checks
        .filter((call) => !context.catalog.has(call.check))
        .map((call) => {
          const hint = didYouMean(call.check, context.catalog.keys())
          const expected = `one of ${[...context.catalog.keys()].map((name) => `\`${name}\``).join(', ')}`
          return { file: draft.source.file, at: call.at, found: `a check \`${call.check}\``, expected, ...(hint ? { hint } : {}) }
        }),
    ),
  examples: [
    {
      name: 'misspelt',
      files: examplePage('## A\n```check\nreqest: {}\n```\n'),
      problems: [{ line: 6, column: 1, found: 'a check `reqest`', hint: 'Did you mean `request`?' }],
    },
    { name: 'known', files: examplePage('## A\n```check\nrequest:\n```\n'), problems: [] },
  ],
}
