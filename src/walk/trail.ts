import type { CheckResult } from '../checks/finding.ts'
import type { RunbookSet, Step } from '../runbook/tree.ts'
import { oncePerState } from './once-per-state.ts'
import { type PlannedCheck, planCheck } from './planned-check.ts'
import { exchangesOf, scopeOver } from './scope-over.ts'
import type { State, Visit } from './state.ts'
import type { WalkChecks } from './walk-checks.ts'

/** A visit with what its step asks for: `missing` are the checks whose result is still to come. */
type Stop = {
  visit: Visit
  /** Undefined when the runbooks know no such step. */
  step: Step | undefined
  calls: { plan: PlannedCheck; result: CheckResult }[]
  missing: PlannedCheck[]
}

/** The path with its evidence, in path order. `consumed` holds each result once, where the path met it first. */
export type Trail = { stops: Stop[]; consumed: Map<string, CheckResult>; findings: Map<string, CheckResult> }

/**
 * Walks the path again and gathers what it consumed; depends on the path and the results, never on their order of
 * arrival. At a step the checks that read the path come after the others, so that they read those as well.
 */
export const trailOf = oncePerState((state, set, checks): Trail => {
  const trail: Trail = { stops: [], consumed: new Map(), findings: new Map() }
  for (const visit of state.path) trail.stops.push(stopAt(visit, trail, { state, set, checks }))
  return trail
})

type Walk = { state: State; set: RunbookSet; checks: WalkChecks }

function stopAt(visit: Visit, trail: Trail, walk: Walk): Stop {
  const step = walk.set.stepByAddress.get(visit.step)
  const stop: Stop = { visit, step, calls: [], missing: [] }
  if (!step) return stop
  const before = { consumed: new Map(trail.consumed), findings: new Map(trail.findings) }
  const scope = () => scopeOver(walk.state, before)
  for (const reads of ['nothing', 'path'] as const) {
    if (stop.missing.length > 0) return stop
    const exchanges = reads === 'path' ? exchangesOf(trail) : undefined
    for (const call of step.checks.filter((each) => (walk.checks.get(each.check)?.reads ?? 'nothing') === reads)) {
      take(planCheck({ call, step: step.address, round: walk.state.round, scope, reads: exchanges }), { stop, trail, state: walk.state })
    }
  }
  return stop
}

function take(plan: PlannedCheck, { stop, trail, state }: { stop: Stop; trail: Trail; state: State }): void {
  const result = state.results.get(plan.key)
  if (!result) {
    stop.missing.push(plan)
    return
  }
  stop.calls.push({ plan, result })
  trail.findings.set(plan.id, result)
  if (!trail.consumed.has(plan.key)) trail.consumed.set(plan.key, result)
}
