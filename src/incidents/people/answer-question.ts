import { Why403Error } from '../../errors.ts'
import { answersOf } from '../../walk/choose-branch.ts'
import type { Actor } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { IncidentView } from '../view.ts'
import { stepOfOpenQuestion } from './step-of-open-question.ts'

/**
 * Answers the question asked at seq `question` with the answer of that index.
 * @throws `incident.stale` (facts `by`, `label`: who was first and what they chose), `incident.closed`,
 * `usage.invalid` for an answer that is not there
 */
export function answerQuestion(
  powers: IncidentPowers,
  { incident, question, answer, actor }: { incident: number; question: number; answer: number; actor: Actor },
): Promise<IncidentView> {
  return changeIncident(powers, { incident, actor }, (known) => {
    const answers = answersOf(stepOfOpenQuestion(known, question))
    const chosen = answers[answer]
    if (!chosen) throw new Why403Error('usage.invalid', `There is no answer ${answer}: found ${answers.length} answers, counted from 0.`)
    return [{ type: 'answered', data: { question, label: chosen.label, goto: chosen.goto } }]
  })
}
