import { Why403Error } from '../../errors.ts'
import type { Actor } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { KnownIncident } from '../known-incident.ts'
import { previousQuestion } from '../view/previous-question.ts'
import type { IncidentView } from '../view.ts'
import { refuseMoved } from './refuse-moved.ts'
import { closedIncident, stalePress } from './stale-press.ts'

type Back = {
  incident: number
  /** The question to return to, by its seq (`backTo` of the view), so that two presses go back once; the last one that was left when not given. */
  seq?: number
  /** The question that was open when the person pressed, if the surface knows: a second press is stale then. */
  question?: number
  actor: Actor
}

/**
 * Undoes the walk back to an earlier question, which will be asked anew. Findings stay known; a conclusion is undone.
 * @throws `incident.stale`, `incident.closed` once resolved, `usage.invalid` when there is no question to go back to
 */
export function goBack(powers: IncidentPowers, { incident, seq, question, actor }: Back): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, (known) => {
    const { state } = known
    if (state.resolution) throw closedIncident(state)
    refuseMoved(known, question)
    const visit = previousQuestion(state, seq)
    if (!visit) throw refusal(known, seq)
    return [{ type: 'went-back', data: { question: visit.question, step: visit.step } }]
  })
}

/** Somebody else went back, or undid the path otherwise, unless there never was such a question. */
function refusal({ state, events }: KnownIncident, seq: number | undefined): Why403Error {
  const undone = events.findLast(({ type }) => type === 'went-back' || type === 'approved' || type === 'reopened')
  if (seq !== undefined && undone && undone.seq > seq) return stalePress(state.incident, { actor: undone.actor, label: undone.type })
  return new Why403Error('usage.invalid', 'There is no earlier question to go back to.', { facts: { incident: state.incident } })
}
