import type { KnownBlock } from '@slack/types'
import { withoutUnseen } from '../../checks/sources/unseen.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { context, section } from './elements.ts'
import { type Rendered, render } from './rendered.ts'
import { codeSpan, mrkdwn } from './text.ts'
import { unseenLines } from './unseen-lines.ts'

const STEPS_MAX = 20
const FINDINGS_MAX = 20
const NOTES_MAX = 5
/** Characters that all findings may have together: a section's limit, less its title and what escaping adds. */
const FINDINGS_ROOM = 2700
const FINDING_LONGEST = 260

/** The thread's running record: the path so far, what the checks found, and the notes. Null while there is nothing to tell. */
export function progressMessage(view: IncidentView): Rendered | null {
  if (view.path.length === 0 && view.findings.length === 0) return null
  const blocks: KnownBlock[] = [section(['*The way so far*', ...pathLines(view)].join('\n'))]
  if (view.findings.length > 0) blocks.push(section(['*What the checks found*', ...findingLines(view)].join('\n')))
  const unseen = unseenLines(view)
  if (unseen.length > 0) blocks.push(section(['*What could not be seen*', ...unseen].join('\n')))
  if (view.notes.length > 0) blocks.push(section(['*Notes*', ...noteLines(view)].join('\n')))
  const idle = idleLine(view)
  blocks.push(
    context(
      `Runbook ${mrkdwn(view.runbook.title, 120)} · ${view.probes === 1 ? '1 probe' : `${view.probes} probes`}`,
      ...(idle ? [idle] : []),
    ),
  )
  return render({ id: `progress-${view.incident}`, version: view.seq, text: `${view.name}: the way so far`, blocks })
}

function pathLines(view: IncidentView): string[] {
  const shown = view.path.slice(-STEPS_MAX)
  const first = view.path.length - shown.length
  const lines = shown.map((visit, index) => {
    return `${first + index + 1}. ${mrkdwn(visit.title, 45)}${leftText(visit.left)}`
  })
  return first > 0 ? [`… ${first} steps before`, ...lines] : lines
}

function leftText(left: IncidentView['path'][number]['left']): string {
  if (!left?.text) return ''
  if (left.by === 'when') return ` because ${codeSpan(left.text, 60)}`
  return ` → ${mrkdwn(left.text, 60)}${left.who ? ` (${mrkdwn(left.who, 30)})` : ''}`
}

function findingLines(view: IncidentView): string[] {
  const told = view.findings.filter(({ idle }) => !idle)
  const shown = told.slice(0, FINDINGS_MAX)
  const room = Math.min(FINDING_LONGEST, Math.floor(FINDINGS_ROOM / shown.length) - 25)
  const lines = shown.map((one) => `${one.ok ? '•' : '⚠'} ${mrkdwn(one.check, 20)}: ${mrkdwn(withoutUnseen(one.line), room)}`)
  const more = told.length - shown.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

/** What could tell more, if it were set up: no finding of this incident, so it is small. */
function idleLine(view: IncidentView): string | undefined {
  const names = [...new Set(view.findings.flatMap(({ check, idle }) => (idle ? [mrkdwn(check, 20)] : [])))]
  return names.length > 0 ? `Not set up for this target in why403.yaml: ${names.join(', ')}` : undefined
}

function noteLines(view: IncidentView): string[] {
  return view.notes.slice(-NOTES_MAX).map((note) => `• ${mrkdwn(note.by.name, 40)}: ${mrkdwn(note.text, 300)}`)
}
