import type { IncidentView } from '../view.ts'

const REFUSER_UNKNOWN = 'Who refused is not known yet'
/** Summaries are read on a telephone at night. */
const EVIDENCE_MAX = 3

/** The request, in one line. */
export function requestLine({ request, subject, target }: IncidentView): string {
  return `${request.method} ${request.url} as ${subject} (target ${target.name})`
}

/** Who refused and why, in one line, or that it is not known. */
export function refusalLine({ denial, conclusion, verdict }: IncidentView): string {
  if (!denial) return verdict === 'unreachable' ? `${REFUSER_UNKNOWN}: no answer was had` : `Nothing was refused: the verdict is ${verdict}`
  const rule = denial.rule ? `, rule ${denial.rule}` : ''
  return `Refused by ${denial.layer} (${denial.product}${rule}); cause: ${conclusion?.cause ?? denial.cause}`
}

/** The evidence that weighs most. */
export function evidenceLines({ denial }: IncidentView): string[] {
  return (denial?.evidence ?? []).slice(0, EVIDENCE_MAX).map(({ where, text, means }) => `${where}: ${text} (${means})`)
}

/** The way the walk took, a step a line, with who chose. */
export function pathLines({ path }: IncidentView): string[] {
  return path.map(({ title, left }) => {
    if (!left) return title
    const choice = left.by === 'skip' ? `skipped: ${left.text}` : left.text
    const who = left.who ? ` (${left.who})` : ''
    return left.by === 'answer' || left.by === 'skip' ? `${title} → ${choice}${who}` : title
  })
}
