import type { CheckPage, FieldRow } from './check-page.ts'
import { behaviour } from './check-text.ts'

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [heads, heads.map(() => '---'), ...rows.map((row) => row.map(cell))].map((row) => `| ${row.join(' | ')} |`)
}

function fieldTable(head: string, rows: readonly FieldRow[], isInput: boolean): string[] {
  if (rows.length === 0) return []
  const about = ({ type, fallback, required }: FieldRow) =>
    [type, fallback === undefined ? '' : `default \`${fallback}\``, !isInput && !required ? 'may be missing' : '']
      .filter(Boolean)
      .join(', ')
  return [
    '',
    ...table(
      [head, 'is', 'means'],
      rows.map((row) => [`\`${row.name}\``, about(row), row.text]),
    ),
  ]
}

function section(check: CheckPage): string[] {
  const examples = check.examples.map(({ name }) => `- ${name}`)
  return [
    '',
    `## ${check.name}`,
    check.summary,
    '',
    `It ${behaviour(check)}.`,
    ...fieldTable('parameter', check.input, true),
    ...fieldTable('finding', check.output, false),
    ...(examples.length > 0 ? ['', 'Examples, which run as tests:', '', ...examples] : []),
  ]
}

/** The reference of all checks as one markdown page. */
export function checksMarkdown(pages: readonly CheckPage[]): string {
  return [
    '# Checks',
    'What a runbook may ask for in a `check` block, and what conditions and templates see of it afterwards. A check that brought',
    'nothing has the one field `failed` with the reason. Made by `why403 checks --markdown`; do not edit.',
    '',
    ...pages.map(({ name, summary }) => `- [${name}](#${name.toLowerCase()}) ${summary}`),
    ...pages.flatMap(section),
    '',
  ].join('\n')
}
