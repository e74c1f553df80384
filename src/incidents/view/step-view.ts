import { parseProse } from '../../expression/template.ts'
import type { RunbookSet, StepAddress } from '../../runbook/tree.ts'
import { answersOf, defaultOf } from '../../walk/choose-branch.ts'
import { scopeOver } from '../../walk/scope-over.ts'
import type { State } from '../../walk/state.ts'
import type { Trail } from '../../walk/trail.ts'
import type { IncidentView } from '../view.ts'

/** A step's title; its address when the runbooks know no such step. */
export function titleOf(set: RunbookSet, address: StepAddress): string {
  return set.stepByAddress.get(address)?.title ?? address
}

/** The step where the walk stands, its prose with the templates rendered. */
export function stepView(state: State, set: RunbookSet, trail: Trail): IncidentView['step'] {
  const address = state.path.at(-1)?.step
  const step = address && set.stepByAddress.get(address)
  if (!step) return undefined
  return { address: step.address, title: step.title, prose: renderProse(step.prose, state, trail) }
}

/** The open question with its answers; a button carries the index. */
export function questionView(state: State, set: RunbookSet, trail: Trail): IncidentView['question'] {
  const step = state.question && set.stepByAddress.get(state.question.step)
  if (!state.question || !step) return undefined
  return {
    seq: state.question.seq,
    step: step.address,
    title: step.title,
    text: renderProse(step.prose, state, trail),
    answers: answersOf(step).map(({ label }, index) => ({ index, label })),
    canSkip: defaultOf(step) !== undefined,
  }
}

function renderProse(prose: string, state: State, trail: Trail): string {
  return prose.includes('{{') ? parseProse(prose).render(scopeOver(state, trail)) : prose
}
