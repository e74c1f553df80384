import { readDraft } from './read-draft.ts'

/**
 * The text of a runbook with the step `stepId` (its heading and all below, up to the next step) replaced by
 * `newMarkdown`; null when there is no such step. Everything else stays byte for byte, line ends as the file has them.
 * The result is not linted here.
 */
export function replaceSection(text: string, stepId: string, newMarkdown: string): string | null {
  const range = sectionLines(text, stepId)
  if (!range) return null
  const end = /\r\n/.test(text) ? '\r\n' : '\n'
  const starts = lineStarts(text)
  const before = text.slice(0, starts[range.from] ?? text.length)
  const after = text.slice(starts[range.to] ?? text.length)
  const body = newMarkdown.replace(/\r\n?/g, '\n').trim().replaceAll('\n', end)
  return `${before}${body}${end}${after === '' ? '' : end}${after}`
}

/** Lines from 0, the end not included. */
function sectionLines(text: string, stepId: string): { from: number; to: number } | undefined {
  const { steps, source } = readDraft('', text)
  const index = steps.findIndex((step) => step.id === stepId)
  const step = steps[index]
  if (!step) return undefined
  return { from: step.at.line - 1, to: (steps[index + 1]?.at.line ?? source.lines.length + 1) - 1 }
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\r\n?|\n/g)].map((match) => match.index + match[0].length)]
}
