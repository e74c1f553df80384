import { cutText, labelled, type TerminalPage, wrapText } from '../terminal/terminal-page.ts'
import type { CheckPage, FieldRow } from './check-page.ts'

const COLUMN_MAX = 28
/** Below this the texts stand under their names. */
const WIDTH_OF_TWO_COLUMNS = 64

/** How a check behaves, in words. */
export function behaviour({ safety, timeoutMs, readsPath, prefetch }: CheckPage): string {
  const sends = safety === 'safe' ? 'sends safe methods alone' : 'sends an unsafe method only after a person’s approval'
  const when = readsPath ? 'reads what was seen on the way' : prefetch ? 'started ahead of the walk' : 'runs when the walk comes to it'
  return `${sends}; ${when}; at most ${timeoutMs / 1000} s`
}

/** All checks, one a line. */
export function checksText(pages: readonly CheckPage[], page: TerminalPage): string {
  const column = 4 + Math.max(...pages.map(({ name }) => name.length))
  const rows = pages.flatMap(({ name, summary }) => labelled({ label: name, texts: [summary], column }, page))
  const more = wrapText(page.colors.dim('why403 checks NAME shows one with its parameters and what it finds.'), page.width)
  return [
    ...wrapText(`${page.colors.bold(`${pages.length} checks`)} that a runbook may name`, page.width),
    '',
    ...rows,
    '',
    ...more,
    '',
  ].join('\n')
}

function fieldRows(rows: readonly FieldRow[], page: TerminalPage): string[] {
  const column = 4 + Math.min(COLUMN_MAX, Math.max(0, ...rows.map(({ name }) => name.length)))
  return rows.flatMap((row) => {
    const about = [row.type, row.fallback === undefined ? '' : `default ${row.fallback}`, row.required ? '' : 'may be missing']
    const texts = [row.text, page.colors.dim(about.filter(Boolean).join(', '))].filter((line) => line !== '')
    if (page.width >= WIDTH_OF_TWO_COLUMNS) return labelled({ label: cutText(row.name, column - 3), texts, column }, page)
    return [
      `  ${cutText(row.name, page.width - 2)}`,
      ...texts.flatMap((text) => wrapText(text, page.width - 4)).map((line) => `    ${line}`),
    ]
  })
}

function inputRows(rows: readonly FieldRow[]): FieldRow[] {
  return rows.map((row) => ({ ...row, required: true }))
}

/** One check in full. */
export function checkText(check: CheckPage, page: TerminalPage): string {
  const { colors, width } = page
  const section = (title: string, rows: string[]) => (rows.length > 0 ? ['', colors.bold(title), ...rows] : [])
  return [
    ...wrapText(`${colors.bold(check.name)}: ${check.summary}`, width),
    ...wrapText(colors.dim(`${behaviour(check)}.`), width),
    ...section('Parameters', fieldRows(inputRows(check.input), page)),
    ...section(`Finds (in conditions: ${check.name}.FIELD)`, fieldRows(check.output, page)),
    '',
  ].join('\n')
}
