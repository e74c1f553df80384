import type { Actor } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { IncidentView } from '../view.ts'
import { stalePress } from './stale-press.ts'

/**
 * Makes this person the one who leads the incident; the last who takes it over leads. `seen` is when it was taken over
 * last as the person saw it (epoch milliseconds, 0 never), so that of two presses at once one counts.
 * @throws `incident.stale` when somebody has taken it over since
 */
export function takeOver(
  powers: IncidentPowers,
  { incident, actor, seen }: { incident: number; actor: Actor; seen?: number | undefined },
): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, ({ state: { owner } }) => {
    if (owner && seen !== undefined && seen !== owner.at.getTime()) throw stalePress(incident, { actor: owner.by, label: 'took over' })
    return [{ type: 'taken-over', data: {} }]
  })
}
