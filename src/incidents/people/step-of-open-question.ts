import { Why403Error } from '../../errors.ts'
import type { Step } from '../../runbook/tree.ts'
import type { KnownIncident } from '../known-incident.ts'
import { closedIncident, stalePress, whoClosed } from './stale-press.ts'

/**
 * The step whose question, asked at seq `question`, is open.
 * @throws `incident.stale` with who closed it, `incident.closed`, `usage.invalid` when nothing was asked there
 */
export function stepOfOpenQuestion({ state, events, set }: KnownIncident, question: number): Step {
  const step = state.question?.seq === question ? set.stepByAddress.get(state.question.step) : undefined
  if (step) return step
  const closed = whoClosed(events, question)
  if (closed) throw stalePress(state.incident, closed)
  if (state.resolution || state.conclusion) throw closedIncident(state)
  throw new Why403Error('usage.invalid', `No question is open under number ${question}.`, { facts: { incident: state.incident, question } })
}
