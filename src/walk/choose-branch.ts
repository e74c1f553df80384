import { type Condition, parseCondition } from '../expression/condition.ts'
import type { Scope } from '../expression/scope.ts'
import type { Branch, Step } from '../runbook/tree.ts'

type WayOn = Exclude<Branch, { kind: 'answer' }>

/** The way on from a step. `missing`: what kept conditions from being met, fields by their dotted path. */
type Choice = { kind: 'take'; branch: WayOn; missing: string[] } | { kind: 'ask'; missing: string[] } | { kind: 'none'; missing: string[] }

/**
 * The first condition that holds, in written order. If none does, a person is asked when there are answers; the
 * default is taken when there are none.
 */
export function chooseBranch(step: Step, scope: Scope): Choice {
  const missing = new Set<string>()
  for (const branch of step.branches) {
    if (branch.kind !== 'when') continue
    const result = conditionOf(branch)?.evaluate(scope)
    if (result?.met) return { kind: 'take', branch, missing: [...missing] }
    for (const field of result?.missing ?? []) missing.add(field)
    if (!result || result.error) missing.add(branch.cel)
  }
  if (step.branches.some((branch) => branch.kind === 'answer')) return { kind: 'ask', missing: [...missing] }
  const branch = defaultOf(step)
  return branch ? { kind: 'take', branch, missing: [...missing] } : { kind: 'none', missing: [...missing] }
}

/** The `otherwise` of a step; a person who skips its question goes this way. */
export function defaultOf(step: Step): Extract<Branch, { kind: 'otherwise' }> | undefined {
  return step.branches.find((branch) => branch.kind === 'otherwise')
}

/** The answers of a step in written order; a button carries the index. */
export function answersOf(step: Step): Extract<Branch, { kind: 'answer' }>[] {
  return step.branches.filter((branch) => branch.kind === 'answer')
}

const conditions = new WeakMap<Branch, Condition | null>()

/** Parsed once a branch; lint has proved that it parses, one that does not is never met. */
function conditionOf(branch: Extract<Branch, { kind: 'when' }>): Condition | null {
  const known = conditions.get(branch)
  if (known !== undefined) return known
  const parsed = parseCondition(branch.cel)
  const condition = 'error' in parsed ? null : parsed
  conditions.set(branch, condition)
  return condition
}
