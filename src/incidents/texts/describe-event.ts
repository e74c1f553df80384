import type { BlockContent, PhrasingContent } from 'mdast'
import type { IncidentEvent } from '../../walk/event.ts'
import { fenced, quoted, words } from './markdown-nodes.ts'

/** One event of a log for people to read: a line, and what was written by hand below it. */
type Described = { line: PhrasingContent[]; below?: BlockContent }

/** What an event says in a timeline. `titleOf` gives a step's title by its address. */
export function describeEvent(event: IncidentEvent, titleOf: (step: string) => string): Described {
  switch (event.type) {
    case 'opened':
      return {
        line: [
          words('opened for '),
          quoted(`${event.data.request.method} ${event.data.request.url}`),
          words(' as '),
          quoted(event.data.subject),
        ],
      }
    case 'entered':
      return { line: [words(`came to “${titleOf(event.data.step)}”`), ...because(event.data.text)] }
    case 'checked': {
      const { check, finding } = event.data.result
      return { line: [words(`${check}: `), quoted(finding.kind === 'found' ? finding.line : `${finding.failed}: ${finding.message}`)] }
    }
    case 'asked':
      return { line: [words(`asked “${titleOf(event.data.step)}”`)] }
    case 'answered':
      return { line: [words(`answered “${event.data.label}”`)] }
    case 'matched':
      return { line: [words(knownLine(event.data.known))] }
    case 'concluded':
      return { line: [words(`concluded: ${event.data.cause}`)], below: fenced(event.data.fix) }
    default:
      return describeDeed(event, titleOf)
  }
}

type Deed = Extract<
  IncidentEvent,
  {
    type:
      | 'verifying'
      | 'verified'
      | 'skipped'
      | 'went-back'
      | 'approved'
      | 'sending'
      | 'noted'
      | 'taken-over'
      | 'escalated'
      | 'judged'
      | 'resolved'
      | 'reopened'
  }
>

/** What people did besides answering. */
function describeDeed(event: Deed, titleOf: (step: string) => string): Described {
  switch (event.type) {
    case 'skipped':
      return { line: [words('skipped the question: '), quoted(event.data.reason)] }
    case 'went-back':
      return { line: [words(`went back to “${titleOf(event.data.step)}”`)] }
    case 'approved':
      return { line: [words(`approved sending ${event.data.method} for real`)] }
    case 'sending':
      return { line: [words('began to send for real')] }
    case 'noted':
      return { line: [words('noted'), ...(event.data.link ? [words(' '), quoted(event.data.link)] : [])], below: fenced(event.data.text) }
    case 'taken-over':
      return { line: [words('took the incident over')] }
    case 'escalated':
      return { line: [words('escalated to '), quoted(event.data.to)], below: fenced(event.data.summary) }
    case 'judged':
      return { line: [words(event.data.verdict === 'same' ? 'said: the same again' : 'said: not this rule')] }
    case 'verifying':
      return {
        line: [words(event.data.sends ? `had the fix verified, and approved sending ${event.data.method} once` : 'had the fix verified')],
      }
    case 'verified':
      return { line: [words(`verified the fix, ${event.data.kind}: `), quoted(event.data.line)] }
    case 'resolved':
      return { line: [words(event.data.proof === undefined ? 'resolved' : 'resolved, on proof')], below: fenced(event.data.resolution.fix) }
    case 'reopened':
      return { line: [words('reopened: '), quoted(event.data.reason)] }
    default:
      return event satisfies never
  }
}

function because(text: string | undefined): PhrasingContent[] {
  return text ? [words(' because '), quoted(text)] : []
}

function knownLine(known: readonly { incident: number; grade: string }[]): string {
  if (known.length === 0) return 'no remembered rule fits'
  return `seen before: ${known.map(({ incident, grade }) => `INC-${incident} (${grade})`).join(', ')}`
}
