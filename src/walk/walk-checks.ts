import type { Check } from '../checks/check.ts'
import { isSafeMethod } from '../checks/prober/probe-plan.ts'
import type { PlannedCheck } from './planned-check.ts'
import type { State } from './state.ts'

/** What the walk must know of each check, by name; the registry of checks satisfies it. */
export type WalkChecks = ReadonlyMap<string, Pick<Check, 'reads' | 'prefetch' | 'safety'>>

/** Whether a check may send the incident's unsafe method for real, because a person has approved it. */
export function mayWrite({ approval, opened }: State, check: Pick<Check, 'safety'> | undefined): boolean {
  return approval !== undefined && !isSafeMethod(opened.request.method) && check?.safety === 'needs approval'
}

/** Whether a planned check may write: by the approval of the walk, or by that of the verification which it belongs to. */
export function planMayWrite(state: State, { check, verification }: PlannedCheck, checks: WalkChecks): boolean {
  const safety = checks.get(check)
  if (!verification) return mayWrite(state, safety)
  return verification.sends && !isSafeMethod(state.opened.request.method) && safety?.safety === 'needs approval'
}
