import type { KnownBlock } from '@slack/types'
import type { IncidentView } from '../../incidents/view.ts'
import { context, section } from './elements.ts'
import { type Rendered, render } from './rendered.ts'
import { codeSpan, mrkdwn } from './text.ts'

const STEPS_MAX = 20
const FINDINGS_MAX = 20
const NOTES_MAX = 5

/** The thread's running record: the path so far, what the checks found, and the notes. Null while there is nothing to tell. */
export function progressMessage(view: IncidentView): Rendered | null {
  if (view.path.length === 0 && view.findings.length === 0) return null
  const blocks: KnownBlock[] = [section(['*The way so far*', ...pathLines(view)].join('\n'))]
  if (view.findings.length > 0) blocks.push(section(['*What the checks found*', ...findingLines(view)].join('\n')))
  if (view.notes.length > 0) blocks.push(section(['*Notes*', ...noteLines(view)].join('\n')))
  blocks.push(context(`Runbook ${mrkdwn(view.runbook.title, 120)} · ${view.probes === 1 ? '1 probe' : `${view.probes} probes`}`))
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
  const shown = view.findings.slice(0, FINDINGS_MAX)
  const lines = shown.map((one) => `${one.ok ? '•' : '⚠'} ${mrkdwn(one.check, 20)}: ${mrkdwn(one.line, 110)}`)
  const more = view.findings.length - shown.length
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

function noteLines(view: IncidentView): string[] {
  return view.notes.slice(-NOTES_MAX).map((note) => `• ${mrkdwn(note.by.name, 40)}: ${mrkdwn(note.text, 300)}`)
}
