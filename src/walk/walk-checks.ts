import type { Check } from '../checks/check.ts'
import { isSafeMethod } from '../checks/prober/probe-plan.ts'
import type { State } from './state.ts'

/** What the walk must know of each check, by name; the registry of checks satisfies it. */
export type WalkChecks = ReadonlyMap<string, Pick<Check, 'reads' | 'prefetch' | 'safety'>>

/** Whether a check may send the incident's unsafe method for real, because a person has approved it. */
export function mayWrite({ approval, opened }: State, check: Pick<Check, 'safety'> | undefined): boolean {
  return approval !== undefined && !isSafeMethod(opened.request.method) && check?.safety === 'needs approval'
}
