import type { IncidentPowers } from './incident-powers.ts'
import { readKnownIncident } from './known-incident.ts'
import { viewOf } from './view/view-of.ts'
import type { IncidentView } from './view.ts'

/** The incident as it is now. @throws `incident.unknown` */
export async function readView(powers: IncidentPowers, incident: number): Promise<IncidentView> {
  const { state, set } = await readKnownIncident(powers, incident)
  return viewOf({ state, set, checks: powers.runner.checks, config: powers.config, now: powers.now() })
}
