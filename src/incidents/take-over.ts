import type { Actor } from '../walk/event.ts'
import { changeIncident } from './change-incident.ts'
import type { IncidentPowers } from './incident-powers.ts'
import type { IncidentView } from './view.ts'

/** Makes this person the one who leads the incident; the last who takes it over leads. */
export function takeOver(powers: IncidentPowers, { incident, actor }: { incident: number; actor: Actor }): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, () => [{ type: 'taken-over', data: {} }])
}
