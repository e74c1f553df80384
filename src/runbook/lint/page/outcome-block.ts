import { Layer } from '../../../denial/denial.ts'
import { didYouMean } from '../../did-you-mean.ts'
import type { DraftOutcome } from '../../parse/draft.ts'
import { Outcome } from '../../tree.ts'
import { examplePage } from '../example-page.ts'
import { findValueFaults } from '../find-value-faults.ts'
import { flawProblems, type LintRule, type RuleProblem, stepsOf } from '../rule.ts'

const AsWritten = Outcome.omit({ line: true }).extend({ fix: Outcome.shape.fix.trim().min(1) })

/** An outcome says what to do and whom to call; its cause is looked at by `unknown-cause`. */
export const outcomeBlock: LintRule = {
  summary: 'an outcome that cannot be read',
  check: (context) => [
    ...flawProblems(context, 'outcome-block'),
    ...stepsOf(context).flatMap(({ draft, step }) => step.outcomes.flatMap((outcome) => checkOutcome(draft.source.file, outcome))),
  ],
  examples: [
    {
      name: 'no fix',
      files: examplePage('## A\n```outcome\ncause: unknown\n```\n'),
      problems: [{ line: 6, column: 1, found: 'no `fix`' }],
    },
    {
      name: 'misspelt',
      files: examplePage('## A\n```outcome\ncause: unknown\nfix: x\nescalte: owner\n```\n'),
      problems: [{ line: 8, column: 1, found: '`escalte`', hint: 'Did you mean `escalate`?' }],
    },
    {
      name: 'nobody of that name',
      files: examplePage('## A\n```outcome\ncause: unknown\nfix: x\nescalate: onwer\n```\n'),
      problems: [{ line: 8, column: 11, found: '`onwer`', hint: 'Did you mean `owner`?' }],
    },
    { name: 'empty', files: examplePage('## A\n```outcome\n\n```\n'), problems: [{ line: 5, column: 1, found: 'an empty block' }] },
    {
      name: 'whole',
      files: examplePage('## A\n```outcome\ncause: waf-rule\nfix: x\nverify: y\nescalate: "@edge"\ncorrect: true\n```\n'),
      problems: [],
    },
  ],
}

function checkOutcome(file: string, { value, yaml }: DraftOutcome): RuleProblem[] {
  const faults = findValueFaults(AsWritten, value).filter(({ path }) => path[0] !== 'cause')
  const problems = faults.map(({ path, part, found, expected, hint }) => ({
    file,
    at: yaml.positionOf(path, part),
    found,
    expected,
    ...(hint ? { hint } : {}),
  }))
  const { escalate } = value
  if (typeof escalate !== 'string' || isAddressee(escalate)) return problems
  const hint = didYouMean(escalate, ['owner', ...Layer.options])
  const expected = '`owner`, a layer such as `waf`, or a handle such as `"@team"`'
  return [...problems, { file, at: yaml.positionOf(['escalate']), found: `\`${escalate}\``, expected, ...(hint ? { hint } : {}) }]
}

function isAddressee(escalate: string): boolean {
  return escalate === 'owner' || Layer.safeParse(escalate).success || /[@#<]|\{\{/.test(escalate)
}
