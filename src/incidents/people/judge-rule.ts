import { Why403Error } from '../../errors.ts'
import { countJudgement } from '../../store/rules/count-judgement.ts'
import type { Actor, Judgement } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import { incidentName } from '../incident-name.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { IncidentView } from '../view.ts'
import { stalePress } from './stale-press.ts'

type Judged = { incident: number; rule: string; verdict: Judgement; actor: Actor }

/**
 * A person's word on a remembered rule: "Same again" confirms it, "Not this" refutes it and it is not offered again
 * here. One word a rule and incident.
 * @throws `rule.unknown` when it was not offered, `incident.stale` when it is judged already
 */
export function judgeRule(powers: IncidentPowers, { incident, rule, verdict, actor }: Judged): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, ({ state }) => {
    const known = state.known.find((each) => each.rule === rule)
    if (!known)
      throw new Why403Error('rule.unknown', `${incidentName(incident)} was not compared with such a rule.`, { facts: { incident, rule } })
    if (known.judged) throw stalePress(incident, { actor: known.judged.by, label: known.judged.verdict })
    return async (tx) => {
      await countJudgement(tx, rule, verdict)
      return [{ type: 'judged', data: { rule, verdict } }]
    }
  })
}
