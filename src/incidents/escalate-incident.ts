import type { Actor } from '../walk/event.ts'
import { changeIncident } from './change-incident.ts'
import { escalationSummary } from './escalation-summary.ts'
import type { IncidentPowers } from './incident-powers.ts'
import { viewOf } from './view-of.ts'

/**
 * Calls whoever can mend it, the outcome's, the layer's or the target's owner unless `to` says whom, with a summary of
 * what is known. Escalating again is allowed: the situation may have changed.
 */
export async function escalateIncident(
  powers: IncidentPowers,
  { incident, actor, to }: { incident: number; actor: Actor; to?: string },
): Promise<{ to: string; summary: string }> {
  let escalated = { to: '', summary: '' }
  await changeIncident(powers, { incident, actor }, ({ state, set }) => {
    const view = viewOf({ state, set, checks: powers.runner.checks, config: powers.config, now: powers.now() })
    escalated = { to: to ?? view.escalateTo, summary: escalationSummary(view) }
    return [{ type: 'escalated', data: escalated }]
  })
  return escalated
}
