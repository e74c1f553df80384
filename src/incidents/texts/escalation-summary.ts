import type { IncidentView } from '../view.ts'
import { evidenceLines, refusalLine, requestLine } from './summary-lines.ts'
import { unseenParts } from './unseen-parts.ts'

/** What somebody who is called needs first: short, plain text, not escaped for any surface. */
export function escalationSummary(view: IncidentView): string {
  const { conclusion, findings } = view
  const tried = findings.filter(({ onPath }) => onPath).map(({ check, line }) => `- ${check}: ${line}`)
  const unseen = unseenParts(view).map(({ what, why }) => `- ${what} (${why})`)
  return [
    `${view.name}: ${requestLine(view)}`,
    `${refusalLine(view)}.`,
    ...evidenceLines(view).map((line) => `- ${line}`),
    ...(tried.length > 0 ? ['Tried:', ...tried] : []),
    ...(unseen.length > 0 ? ['Could not be seen:', ...unseen] : []),
    ...(conclusion ? [`To do: ${conclusion.fix}`] : []),
    ...(view.question ? [`Open question: ${view.question.title}`] : []),
  ].join('\n')
}
