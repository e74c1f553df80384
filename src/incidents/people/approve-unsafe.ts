import { Why403Error } from '../../errors.ts'
import type { Actor } from '../../walk/event.ts'
import { isHeldBack } from '../../walk/held-back.ts'
import { trailOf } from '../../walk/trail.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { KnownIncident } from '../known-incident.ts'
import { approvalOffer } from '../request/approval-offer.ts'
import type { IncidentView } from '../view.ts'
import { closedIncident, stalePress } from './stale-press.ts'

/**
 * Approves that the incident's unsafe method is sent for real, by this person, in this round. What was held back is
 * looked at again: the path is rewound to the first step that built on it, and a conclusion reached meanwhile is undone.
 * `seen` is when it was approved last as the person saw it (epoch milliseconds, 0 never): a press that was made before an
 * approval is not taken as another one when the answer to that one was lost.
 * @throws `incident.stale` when somebody approved it already, `incident.closed` once resolved, `target.unsafe-never`,
 * `usage.invalid` when the method is safe or the response was pasted
 */
export function approveUnsafe(
  powers: IncidentPowers,
  { incident, actor, seen = 0 }: { incident: number; actor: Actor; seen?: number | undefined },
): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, (known) => {
    const { method, url } = known.state.opened.request
    refuseUnlessOffered(known, powers)
    if (seen !== (known.state.approval?.at.getTime() ?? 0)) throw approvedBefore(known)
    const stop = trailOf(known.state, known.set, powers.runner.checks).stops.find(({ calls }) =>
      calls.some(({ result }) => isHeldBack(result)),
    )
    return [{ type: 'approved', data: { method, url, ...(stop && { visit: stop.visit.seq }) } }]
  })
}

function approvedBefore({ state: { incident, approval, opened } }: Pick<KnownIncident, 'state'>): Why403Error {
  return stalePress(incident, approval && { actor: approval.by, label: `approved ${opened.request.method}` })
}

function refuseUnlessOffered({ state }: KnownIncident, { config }: IncidentPowers): void {
  const offer = approvalOffer(state, config)
  if (offer.kind === 'offered') return
  const { method } = state.opened.request
  switch (offer.why) {
    case 'approved':
      throw approvedBefore({ state })
    case 'resolved':
      throw closedIncident(state)
    case 'never':
      throw new Why403Error('target.unsafe-never', `${state.opened.target} never allows ${method}: its unsafeMethods is "never".`)
    case 'safe':
      throw new Why403Error('usage.invalid', `${method} is a safe method and needs no approval.`)
    case 'pasted':
      throw new Why403Error('usage.invalid', 'This incident was opened from a pasted response: nothing is sent for it.')
    default:
      throw offer.why satisfies never
  }
}
