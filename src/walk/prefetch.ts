import type { RunbookSet, Step, StepAddress } from '../runbook/tree.ts'
import { type PlannedCheck, planCheck, templateRoots } from './planned-check.ts'
import { scopeOver } from './scope-over.ts'
import type { State } from './state.ts'
import { mayWrite, type WalkChecks } from './walk-checks.ts'

/** Names that stay the same for a whole incident: a template that reads these alone renders the same at any time. */
const FIXED = new Set(['incident', 'target', 'subject', 'identity'])

/**
 * Checks that may be wanted before a person is, nearest first: those of the current step and of every step that can
 * be reached from it by conditions and defaults. Only checks that allow it, read nothing of the path and have
 * parameters that are known already; what has a result is left out, and so is what a press lets write: that is sent only
 * where the walk really comes.
 */
export function prefetch(state: State, set: RunbookSet, checks: WalkChecks): PlannedCheck[] {
  if (state.conclusion || state.resolution) return []
  const plans = new Map<string, PlannedCheck>()
  const scope = () => scopeOver(state, { consumed: new Map(), findings: new Map() })
  for (const step of stepsAhead(state.path.at(-1)?.step ?? state.opened.start, set)) {
    for (const call of step.checks) {
      const check = checks.get(call.check)
      if (!check?.prefetch || check.reads !== 'nothing' || mayWrite(state, check)) continue
      if (!templateRoots(call.params).every((root) => FIXED.has(root))) continue
      const plan = planCheck({ call, step: step.address, round: state.round, scope })
      if (!plans.has(plan.key) && !state.results.has(plan.key)) plans.set(plan.key, plan)
    }
  }
  return [...plans.values()]
}

function stepsAhead(from: StepAddress, set: RunbookSet): Step[] {
  const addresses = new Set([from])
  const steps: Step[] = []
  for (const address of addresses) {
    const step = set.stepByAddress.get(address)
    if (!step) continue
    steps.push(step)
    for (const goto of waysWithoutPerson(step)) addresses.add(goto)
  }
  return steps
}

/** A step with answers asks a person instead of taking its default. */
function waysWithoutPerson(step: Step): StepAddress[] {
  const asks = step.branches.some((branch) => branch.kind === 'answer')
  return step.branches.filter((branch) => branch.kind === 'when' || (branch.kind === 'otherwise' && !asks)).map((branch) => branch.goto)
}
