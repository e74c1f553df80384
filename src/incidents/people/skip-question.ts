import { Why403Error } from '../../errors.ts'
import { redactText } from '../../redaction/redact-text.ts'
import { defaultOf } from '../../walk/choose-branch.ts'
import type { Actor } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { IncidentView } from '../view.ts'
import { stepOfOpenQuestion } from './step-of-open-question.ts'

/**
 * Leaves a question unanswered, with a reason: the walk goes on by the step's default.
 * @throws `incident.stale`, `incident.closed`, `usage.invalid` when the step has no default
 */
export function skipQuestion(
  powers: IncidentPowers,
  { incident, question, reason, actor }: { incident: number; question: number; reason: string; actor: Actor },
): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, (known) => {
    const step = stepOfOpenQuestion(known, question)
    const way = defaultOf(step)
    if (!way) throw new Why403Error('usage.invalid', `"${step.title}" cannot be skipped: the runbook has no way on without an answer.`)
    return [{ type: 'skipped', data: { question, reason: redactText(reason), goto: way.goto } }]
  })
}
