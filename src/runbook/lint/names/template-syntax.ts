import { parseTemplate } from '../../../expression/template.ts'
import { examplePage } from '../example-page.ts'
import { type LintRule, stepsOf } from '../rule.ts'
import { templateHolders } from './template-holders.ts'

/** What stands in `{{ }}` is CEL. In code, braces may belong to another language and stay as they are. */
export const templateSyntax: LintRule = {
  summary: 'a template that is no CEL',
  check: (context) =>
    templateHolders(context.linked.drafts, stepsOf(context))
      .filter((holder) => !holder.lenient)
      .flatMap(({ file, text, placeOf }) => {
        const template = parseTemplate(text)
        if (!('error' in template)) return []
        const { column, found, expected } = template.error
        return { file, at: placeOf(column), found, expected }
      }),
  examples: [
    {
      name: 'in a fix',
      files: examplePage('## A\n```outcome\ncause: unknown\nfix: Ask {{ a = 1 }}\n```\n'),
      problems: [{ line: 7, column: 15, found: '`=`' }],
    },
    {
      name: 'in prose',
      files: examplePage('## A\nGo to {{ target. }}\n'),
      problems: [{ line: 5, column: 18, found: 'the end of the expression' }],
    },
    {
      name: 'never closed',
      files: examplePage('## A\nSee {{ target.name\n'),
      problems: [{ line: 5, column: 5, found: '`{{` that is never closed' }],
    },
    {
      name: 'code of another language',
      files: examplePage('## A\nHelm has `{{ .Values.x }}`:\n```yaml\na: {{ include "b" . }}\n```\n'),
      problems: [],
    },
  ],
}
