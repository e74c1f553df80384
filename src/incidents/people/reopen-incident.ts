import { Why403Error } from '../../errors.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { countJudgement } from '../../store/rules/count-judgement.ts'
import type { Actor } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import { incidentName } from '../incident-name.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { pastedBodies } from '../request/pasted-evidence.ts'
import type { IncidentView } from '../view.ts'

/**
 * Starts the walk anew with fresh findings; an approval of the unsafe method has to be given again. Where a verified fix had
 * closed it, the proof has not held: the rule that it confirmed counts as refuted once.
 * @throws `usage.invalid` when it has not ended
 */
export function reopenIncident(
  powers: IncidentPowers,
  { incident, reason, actor }: { incident: number; reason: string; actor: Actor },
): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, ({ state }) => {
    if (!state.resolution && !state.conclusion) {
      throw new Why403Error('usage.invalid', `${incidentName(incident)} is open: there is nothing to reopen.`, { facts: { incident } })
    }
    const { resolution } = state
    return async (tx) => {
      if (resolution?.proof !== undefined) await countJudgement(tx, resolution.ruleId, 'different')
      return [{ type: 'reopened', data: { reason: redactText(reason) } }, ...pastedBodies(state)]
    }
  })
}
