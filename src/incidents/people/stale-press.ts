import { Why403Error } from '../../errors.ts'
import type { Actor, IncidentEvent } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'
import { incidentName } from '../incident-name.ts'
import { actorName } from '../view/actor-name.ts'

/** `incident.stale`: `by` was first and chose `label`. Not retryable: pressing again would change nothing. */
export function stalePress(incident: number, first: { actor: Actor; label: string } | undefined): Why403Error {
  const by = first ? actorName(first.actor) : 'Someone else'
  const label = first?.label ?? ''
  const byId = first?.actor.kind === 'person' ? first.actor.id : undefined
  const said = label === '' ? '' : ` (${label})`
  return new Why403Error('incident.stale', `${by} was first${said}; ${incidentName(incident)} has moved on.`, {
    facts: { incident, by, byId, label },
  })
}

/** `incident.closed`: it has ended, as `facts.by` said. */
export function closedIncident({ incident, resolution, conclusion }: State): Why403Error {
  const by = actorName((resolution ?? conclusion)?.by ?? { kind: 'machine' })
  const word = resolution ? 'resolved' : 'concluded'
  return new Why403Error('incident.closed', `${incidentName(incident)} is ${word} already, by ${by}.`, {
    facts: { incident, by, label: word },
  })
}

/** Who closed the question asked at seq `question`, and with what; undefined when it was never asked. */
export function whoClosed(events: readonly IncidentEvent[], question: number): { actor: Actor; label: string } | undefined {
  if (!events.some((event) => event.seq === question && event.type === 'asked')) return undefined
  for (const event of events) {
    const label = event.seq > question ? closingLabel(event, question) : undefined
    if (label !== undefined) return { actor: event.actor, label }
  }
  return undefined
}

function closingLabel(event: IncidentEvent, question: number): string | undefined {
  switch (event.type) {
    case 'answered':
      return event.data.question === question ? event.data.label : undefined
    case 'skipped':
      return event.data.question === question ? 'skipped' : undefined
    case 'went-back':
      return 'went back'
    case 'approved':
      return event.data.visit === undefined ? undefined : `approved ${event.data.method}`
    case 'concluded':
    case 'resolved':
    case 'reopened':
      return event.type
    default:
      return undefined
  }
}
