import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'

/** Inline code at the start of a branch is a condition in CEL. */
export const conditionSyntax: LintRule = {
  summary: 'a condition that is no CEL',
  check: (context) =>
    stepsOf(context).flatMap(({ draft, step }) =>
      step.branches.flatMap(({ condition, text, textAt }) => {
        if (!condition || !('error' in condition)) return []
        const { column, found, expected } = condition.error
        return {
          file: draft.source.file,
          at: { line: textAt.line, column: textAt.column + column - 1 },
          found: `${found} in \`${text}\``,
          expected,
        }
      }),
    ),
  examples: [
    {
      name: 'an assignment',
      files: examplePage('## A\n- `request.status = 403` → [A](#a)\n'),
      problems: [{ line: 5, column: 19, found: '`=` in `request.status = 403`' }],
    },
    {
      name: 'a word for an operator',
      files: examplePage('## A\n- `` true and false `` → [A](#a)\n'),
      problems: [{ line: 5, column: 11, found: '`and` in `true and false`' }],
    },
    {
      name: 'no such function',
      files: examplePage('## A\n- `lower(subject) == "a"` → [A](#a)\n'),
      problems: [{ line: 5, column: 4, found: '`lower()` in `lower(subject) == "a"`' }],
    },
  ],
}
