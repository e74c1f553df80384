import type { Outcome, Step, StepAddress } from '../runbook/tree.ts'
import { chooseBranch } from './choose-branch.ts'
import { nextOfVerification, type VerificationNext } from './next-of-verification.ts'
import { oncePerState } from './once-per-state.ts'
import type { PlannedCheck } from './planned-check.ts'
import { scopeOver } from './scope-over.ts'
import type { State } from './state.ts'
import { type Trail, trailOf } from './trail.ts'
import { currentVerification } from './verification-runs.ts'

/** What to do next, with the reason. `run` lists only the checks whose result is not there. */
export type Next =
  | { kind: 'run'; why: 'step-checks'; step: StepAddress; checks: PlannedCheck[] }
  | { kind: 'enter'; why: 'start'; step: StepAddress; missing: string[] }
  | { kind: 'enter'; why: 'when' | 'otherwise'; step: StepAddress; from: StepAddress; text: string; missing: string[] }
  | { kind: 'ask'; why: 'no-condition-holds'; step: StepAddress; missing: string[] }
  | { kind: 'conclude'; why: 'outcome'; step: StepAddress; outcome: Outcome }
  | { kind: 'wait'; why: 'question-open'; question: number }
  | { kind: 'stuck'; why: 'no-way-on' | 'cycle' | 'step-unknown'; step: StepAddress; missing: string[] }
  | VerificationNext
  | { kind: 'done'; why: 'concluded' | 'resolved' }

/** Decides from the log alone: the same evidence always takes the same path, whenever and wherever it is asked. */
export const next = oncePerState((state, set, checks): Next => {
  if (state.resolution) return { kind: 'done', why: 'resolved' }
  if (state.conclusion) {
    const verification = currentVerification(state) && nextOfVerification(state, trailOf(state, set, checks), checks)
    return verification ?? { kind: 'done', why: 'concluded' }
  }
  if (state.question) return { kind: 'wait', why: 'question-open', question: state.question.seq }
  if (state.path.length === 0) return { kind: 'enter', why: 'start', step: state.opened.start, missing: [] }
  return nextAtStop(state, trailOf(state, set, checks))
})

function nextAtStop(state: State, trail: Trail): Next {
  const stop = trail.stops.at(-1)
  if (!stop?.step) return { kind: 'stuck', why: 'step-unknown', step: stop?.visit.step ?? state.opened.start, missing: [] }
  const { step, missing } = stop
  if (missing.length > 0) return { kind: 'run', why: 'step-checks', step: step.address, checks: missing }
  if (step.outcome) return { kind: 'conclude', why: 'outcome', step: step.address, outcome: step.outcome }
  return nextByBranch(step, state, trail)
}

function nextByBranch(step: Step, state: State, trail: Trail): Next {
  const choice = chooseBranch(step, scopeOver(state, trail))
  const { missing } = choice
  switch (choice.kind) {
    case 'ask':
      return { kind: 'ask', why: 'no-condition-holds', step: step.address, missing }
    case 'none':
      return { kind: 'stuck', why: 'no-way-on', step: step.address, missing }
    case 'take': {
      const { branch } = choice
      if (wouldCircle(branch.goto, trail)) return { kind: 'stuck', why: 'cycle', step: step.address, missing }
      const text = branch.kind === 'when' ? branch.cel : (branch.note ?? '')
      return { kind: 'enter', why: branch.kind, step: branch.goto, from: step.address, text, missing }
    }
    default:
      return choice satisfies never
  }
}

/**
 * Whether going to `goto` repeats itself: the machine was there since a person last chose, and nothing new was
 * looked at in between. Lint refuses such runbooks; this keeps one that slipped through from running for ever.
 */
function wouldCircle(goto: StepAddress, { stops }: Trail): boolean {
  const chosen = stops.findLastIndex(({ visit }) => visit.left?.by === 'answer' || visit.left?.by === 'skip')
  const before = stops.findLastIndex(({ visit }, index) => index > chosen && visit.step === goto)
  if (before < 0) return false
  const seen = new Set(stops.slice(0, before + 1).flatMap(probedKeys))
  return stops
    .slice(before + 1)
    .flatMap(probedKeys)
    .every((key) => seen.has(key))
}

function probedKeys({ calls }: Trail['stops'][number]): string[] {
  return calls.filter(({ plan }) => plan.reads === undefined).map(({ plan }) => plan.key)
}
