import type { IncidentView } from '../view.ts'
import { evidenceLines, pathLines, refusalLine, requestLine } from './summary-lines.ts'
import { unseenParts } from './unseen-parts.ts'

/** What the next person on call needs to carry on: plain text, not escaped for any surface. */
export function handOverSummary(view: IncidentView): string {
  return [
    `${view.name} is ${view.state}${view.owner ? `, led by ${view.owner.name}` : ''}.`,
    requestLine(view),
    `${refusalLine(view)}.`,
    ...section('Evidence', evidenceLines(view)),
    ...section('Way so far', pathLines(view)),
    ...section(
      'Found',
      view.findings.filter(({ onPath }) => onPath).map(({ check, line }) => `${check}: ${line}`),
    ),
    ...section(
      'Could not be seen',
      unseenParts(view).map(({ what, why }) => `${what} (${why})`),
    ),
    ...section(
      'Notes',
      view.notes.map(({ text, by }) => `${by.name}: ${text}`),
    ),
    ...section(
      'Escalated',
      view.escalations.map(({ to, by }) => `to ${to} by ${by.name}`),
    ),
    ...section(
      'Verified',
      (view.verifications ?? []).flatMap(({ by, told }) => (told ? [`${told.kind}, for ${by.name}: ${told.line}`] : [])),
    ),
    ...section(
      'Seen before',
      view.knownRules.filter(({ judged }) => judged?.verdict !== 'different').map(({ incident, grade }) => `INC-${incident} (${grade})`),
    ),
    nextLine(view),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `- ${line}`)]
}

function nextLine({ question, conclusion, resolution, state, escalateTo }: IncidentView): string {
  if (resolution) return `Resolved by ${resolution.by.name}: ${resolution.fix}`
  if (conclusion) return `Next: ${conclusion.fix}`
  if (question) return `Next: answer “${question.title}” (${question.answers.map(({ label }) => label).join(' / ')}).`
  return state === 'stuck' ? `Next: the runbook knows no way on; conclude by hand, or call ${escalateTo}.` : 'Next: checks are running.'
}
