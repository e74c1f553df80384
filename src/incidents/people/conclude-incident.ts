import type { Cause } from '../../denial/denial.ts'
import { redactText } from '../../redaction/redact-text.ts'
import type { Actor } from '../../walk/event.ts'
import { trailOf } from '../../walk/trail.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { findingsOver } from '../view/standing.ts'
import type { IncidentView } from '../view.ts'
import { closedIncident } from './stale-press.ts'

type Early = { incident: number; cause: Cause; fix: string; verify?: string; actor: Actor }

/**
 * Ends the walk early: a person knows the cause and what to do.
 * @throws `incident.closed` when it is concluded or resolved already
 */
export function concludeIncident(powers: IncidentPowers, { incident, cause, fix, verify, actor }: Early): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, ({ state, set }) => {
    if (state.resolution || state.conclusion) throw closedIncident(state)
    const step = state.path.at(-1)?.step
    const found = findingsOver(trailOf(state, set, powers.runner.checks))
    const texts = { fix: redactText(fix), ...(verify && { verify: redactText(verify) }) }
    return [{ type: 'concluded', data: { status: 'concluded', step, cause, ...texts, correct: false, ...found } }]
  })
}
