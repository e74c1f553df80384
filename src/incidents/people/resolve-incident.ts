import type { Tx } from '../../store/database.ts'
import { readRule } from '../../store/rules/read-rules.ts'
import { supersedeRule } from '../../store/rules/supersede-rule.ts'
import type { Actor, Resolution } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { fileRule, redactResolution } from '../rules/file-rule.ts'
import type { IncidentView } from '../view.ts'
import { stalePress } from './stale-press.ts'

type Resolving = { incident: number; resolution: Resolution; actor: Actor }

/**
 * Files what refused and how it was mended, and closes the incident, in any state that is not resolved. The rule that
 * was confirmed as at work again is kept when nothing of it was changed; otherwise a new one is filed. What was filed by
 * itself when a verified fix closed the incident can be refined so, once.
 * @throws `incident.stale` when somebody resolved or refined it already
 */
export function resolveIncident(powers: IncidentPowers, { incident, resolution, actor }: Resolving): Promise<IncidentView> {
  const filed = redactResolution(resolution)
  return changeIncident(powers, { incident, actor }, (known) => {
    refuseUnlessOpen(known.state)
    return async (tx) => {
      const rule = await fileRule(tx, powers, { known, filed, actor })
      await replaceRule(tx, known.state, rule)
      return [{ type: 'resolved', data: { rule, resolution: filed } }]
    }
  })
}

function refuseUnlessOpen({ incident, resolution }: State): void {
  if (resolution?.refined) throw stalePress(incident, { actor: resolution.refined.by, label: 'refined what was filed' })
  if (resolution && resolution.proof === undefined) throw stalePress(incident, { actor: resolution.by, label: 'resolved' })
}

/** A rule that another incident taught stays as it is. */
async function replaceRule(tx: Tx, { incident, resolution }: State, rule: string): Promise<void> {
  if (!resolution || resolution.ruleId === rule) return
  const before = await readRule(tx, resolution.ruleId)
  if (before?.incident === incident) await supersedeRule(tx, { old: before.id, by: rule })
}
