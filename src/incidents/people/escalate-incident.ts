import type { Actor } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { escalationSummary } from '../texts/escalation-summary.ts'
import { viewOf } from '../view/view-of.ts'
import { stalePress } from './stale-press.ts'

/**
 * Calls whoever can mend it, the outcome's, the layer's or the target's owner unless `to` says whom, with a summary of
 * what is known. Escalating again is allowed: the situation may have changed. `seen` is how many escalations the person
 * saw, so that two presses at once call once. @throws `incident.stale` when somebody has escalated since
 */
export async function escalateIncident(
  powers: IncidentPowers,
  { incident, actor, to, seen }: { incident: number; actor: Actor; to?: string; seen?: number | undefined },
): Promise<{ to: string; summary: string }> {
  let escalated = { to: '', summary: '' }
  await changeIncident(powers, { incident, actor }, ({ state, set }) => {
    const last = state.escalations.at(-1)
    if (last && seen !== undefined && seen < state.escalations.length)
      throw stalePress(incident, { actor: last.by, label: `escalated to ${last.to}` })
    const view = viewOf({ state, set, checks: powers.runner.checks, config: powers.config, now: powers.now() })
    escalated = { to: to ?? view.escalateTo, summary: escalationSummary(view) }
    return [{ type: 'escalated', data: escalated }]
  })
  return escalated
}
