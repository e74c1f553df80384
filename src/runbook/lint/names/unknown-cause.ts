import { Cause } from '../../../denial/denial.ts'
import { didYouMean } from '../../did-you-mean.ts'
import { printFound } from '../../parse/print-found.ts'
import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** Causes are a closed list. */
export const unknownCause: LintRule = {
  summary: 'an outcome whose cause is not in the list',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) =>
      step.outcomes
        .filter(({ value }) => !Cause.safeParse(value.cause).success)
        .map(({ value: { cause }, yaml }) => {
          const hint = typeof cause === 'string' ? didYouMean(cause, Cause.options) : undefined
          const found = cause === undefined ? 'an outcome without a cause' : `a cause ${printFound(cause)}`
          const expected = `one of ${Cause.options.map((name) => `\`${name}\``).join(', ')}`
          return { file: draft.source.file, at: yaml.positionOf(['cause']), found, expected, ...(hint ? { hint } : {}) }
        }),
    ),
  examples: [
    {
      name: 'misspelt',
      files: examplePage('## A\n```outcome\ncause: waf-rules\nfix: x\n```\n'),
      problems: [{ line: 6, column: 8, found: 'a cause `waf-rules`', hint: 'Did you mean `waf-rule`?' }],
    },
    {
      name: 'none',
      files: examplePage('## A\n```outcome\nfix: x\n```\n'),
      problems: [{ line: 6, column: 1, found: 'an outcome without a cause' }],
    },
  ],
}
