import type { DraftCheck } from '../../parse/draft.ts'
import { examplePage } from '../example-page.ts'
import { findValueFaults } from '../find-value-faults.ts'
import { type LintContext, type LintRule, type RuleProblem, stepsOf } from '../rule.ts'

/** Parameters must be what the check takes; a text with `{{ }}` is filled in when it runs. */
export const checkParameters: LintRule = {
  summary: 'a parameter that the check does not take',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) => step.checks.flatMap((call) => checkCall(context, draft.source.file, call))),
  examples: [
    {
      name: 'misspelt',
      files: examplePage('## A\n```check\nrequest: { methd: GET }\n```\n'),
      problems: [{ line: 6, column: 12, found: '`methd`', hint: 'Did you mean `method`?' }],
    },
    {
      name: 'the wrong kind',
      files: examplePage('## A\n```check\nrequest:\n  as: [admin]\n```\n'),
      problems: [{ line: 7, column: 7, found: '`["admin"]`' }],
    },
    {
      name: 'in the second item',
      files: examplePage('## A\n```check\n- request: {}\n- request: { as: 7 }\n  id: b\n```\n'),
      problems: [{ line: 7, column: 18, found: '`7`' }],
    },
    {
      name: 'braces without quotes',
      files: examplePage('## A\n```check\nrequest: { as: {{ subject }} }\n```\n'),
      problems: [{ line: 6, column: 16, found: '`{"{ subject }":null}`', hint: 'Put quotes around a value that begins with `{{`.' }],
    },
    {
      name: 'a template',
      files: examplePage('## A\n```check\nrequest: { as: "{{ subject }}" }\ncompare: { as: "{{ subject }}" }\n```\n'),
      problems: [],
    },
  ],
}

function checkCall({ catalog }: LintContext, file: string, call: DraftCheck): RuleProblem[] {
  const entry = catalog.get(call.check)
  if (!entry) return []
  return findValueFaults(entry.input, call.params).map(({ path, part, found, expected, hint }) => ({
    file,
    at: call.yaml.positionOf([...call.path, ...path], part),
    found,
    expected: `${expected} in \`${call.check}\``,
    ...(hint ? { hint } : {}),
  }))
}
