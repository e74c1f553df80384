import type { FieldRead } from '../../../expression/read-fields.ts'
import { parseProse, parseTemplate } from '../../../expression/template.ts'
import type { Position } from '../../parse/source-text.ts'
import { examplePage } from '../example-page.ts'
import { type LintContext, type LintRule, type RuleProblem, stepsOf } from '../rule.ts'
import { createFieldLookup } from './field-lookup.ts'
import { templateHolders } from './template-holders.ts'

/** Conditions and templates read only what checks can find. */
export const unknownField: LintRule = {
  summary: 'a finding or field that no check has',
  check: checkFields,
  examples: [
    {
      name: 'a field',
      files: examplePage('## A\n- `request.staus == 403` → [A](#a)\n'),
      problems: [{ line: 5, column: 4, found: '`request.staus`', hint: 'Did you mean `request.status`?' }],
    },
    {
      name: 'a finding',
      files: examplePage('## A\n- `true || requst.status == 1` → [A](#a)\n'),
      problems: [{ line: 5, column: 12, found: '`requst`', hint: 'Did you mean `request`?' }],
    },
    {
      name: 'a field of an element',
      files: examplePage('## A\n- `compare.results.exists(r, r.identity == "x")` → [A](#a)\n'),
      problems: [{ line: 5, column: 30, found: '`compare.results.*.identity`' }],
    },
    {
      name: 'in a template',
      files: examplePage('## A\n```outcome\ncause: unknown\nfix: Grant {{ identity.nam }}.\n```\n'),
      problems: [{ line: 7, column: 15, found: '`identity.nam`' }],
    },
    {
      name: 'an id of its own',
      files: examplePage('## A\n```check\n- request: {}\n  id: first\n```\n- `first.status == 1 && first.failed == "timeout"` → [A](#a)\n'),
      problems: [],
    },
    {
      name: 'a check that has not run',
      files: examplePage('## A\n- `has(compare.differs) || denial.rule == "x" || subject == "a"` → [A](#a)\n'),
      problems: [],
    },
  ],
}

function checkFields(context: LintContext): RuleProblem[] {
  const steps = stepsOf(context)
  const lookup = createFieldLookup(
    context.catalog,
    steps.flatMap(({ step }) => step.checks),
  )
  const explain = (file: string, reads: readonly FieldRead[], placeOf: (column: number) => Position): RuleProblem[] =>
    reads.flatMap(({ path, column }) => {
      const unknown = lookup(path)
      return unknown ? { file, at: placeOf(column), ...unknown } : []
    })
  const conditions = steps.flatMap(({ draft, step }) =>
    step.branches.flatMap(({ condition, textAt }) => {
      if (!condition || 'error' in condition) return []
      return explain(draft.source.file, condition.reads, (column) => ({ line: textAt.line, column: textAt.column + column - 1 }))
    }),
  )
  const templates = templateHolders(context.linked.drafts, steps).flatMap(({ file, text, lenient, placeOf }) => {
    const template = lenient ? parseProse(text) : parseTemplate(text)
    if ('error' in template) return []
    const problems = explain(file, template.reads, placeOf)
    return lenient ? problems.map((problem) => ({ ...problem, severity: 'warning' as const })) : problems
  })
  return [...conditions, ...templates]
}
