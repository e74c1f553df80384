import type { CheckResult } from '../checks/finding.ts'
import { isSafeMethod } from '../checks/prober/probe-plan.ts'
import { readOutcome } from '../checks/read-outcome.ts'
import { parseCondition } from '../expression/condition.ts'
import type { PlannedCheck } from './planned-check.ts'
import { scopeOver } from './scope-over.ts'
import type { State } from './state.ts'
import type { Trail } from './trail.ts'
import type { WalkChecks } from './walk-checks.ts'

/** The condition that led on to the outcome, and the probing check that it stood on. */
export type Decisive = { condition: string; plan: PlannedCheck }

/**
 * What the outcome stood on: the last condition that the machine took, and of the checks it reads the last one that had
 * asked the target. Undefined where that was the request itself, where nothing was asked, or where asking would write.
 */
export function decisiveCheck(state: State, trail: Trail, checks: WalkChecks): Decisive | undefined {
  const at = state.path.findLastIndex(({ left }) => left?.by === 'when')
  const condition = state.path[at]?.left?.text
  const parsed = condition === undefined ? undefined : parseCondition(condition)
  if (condition === undefined || !parsed || 'error' in parsed) return undefined
  const names = new Set(parsed.fields.map(([name]) => name))
  const calls = trail.stops.slice(0, at + 1).flatMap((stop) => stop.calls)
  const call = calls.findLast(({ plan, result }) => names.has(plan.id) && plan.reads === undefined && result.exchanges.length > 0)
  if (!call || isOwnRequest(call.plan, state) || wouldWrite(call.plan, state, checks)) return undefined
  return { condition, plan: call.plan }
}

/** How the condition reads with the check's new result, and whether the subject is refused in it still. */
export function readDecisive(
  { condition, plan }: Decisive,
  { state, trail, result }: { state: State; trail: Trail; result: CheckResult },
): { holds: boolean; refuses: boolean } {
  const parsed = parseCondition(condition)
  const findings = new Map(trail.findings).set(plan.id, result)
  const holds = !('error' in parsed) && parsed.evaluate(scopeOver(state, { ...trail, findings })).met
  const isRefused = result.exchanges.some((exchange) => exchange.as === state.opened.subject && readOutcome(exchange).kind === 'refused')
  return { holds, refuses: holds && isRefused }
}

/** The check `request` with nothing changed: a verification sends that anyway. */
function isOwnRequest({ check, params }: PlannedCheck, { opened }: State): boolean {
  const { as = 'subject', repeat: _, ...changes } = params
  return check === 'request' && (as === 'subject' || as === opened.subject) && Object.keys(changes).length === 0
}

function wouldWrite({ check }: PlannedCheck, { opened }: State, checks: WalkChecks): boolean {
  return !isSafeMethod(opened.request.method) && checks.get(check)?.safety !== 'safe'
}
