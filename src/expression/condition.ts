import { compileCel, type Evaluated } from './compile-cel.ts'
import type { ExpressionError } from './explain-syntax-error.ts'
import type { FieldRead } from './read-fields.ts'
import type { Scope } from './scope.ts'

/** Whether a condition holds. `missing`: dotted paths whose absence kept it from being met; `error`: why it has no answer. */
type ConditionResult = { met: boolean; missing: string[]; error?: string }

/**
 * A condition in CEL. `fields` are the member paths that it reads, e.g. `['request', 'status']`, with `*` for any element;
 * `reads` the same with their columns.
 */
export type Condition = {
  source: string
  fields: readonly string[][]
  reads: readonly FieldRead[]
  evaluate(scope: Scope): ConditionResult
}

/** Parses a condition. Evaluating it never throws: a missing field is not met and noted. */
export function parseCondition(cel: string): Condition | { error: ExpressionError } {
  const compiled = compileCel(cel)
  if ('error' in compiled) return compiled
  const { reads, run } = compiled
  return { source: cel, fields: reads.map((read) => read.path), reads, evaluate: (scope) => conditionResult(run(scope)) }
}

function conditionResult(evaluated: Evaluated): ConditionResult {
  switch (evaluated.kind) {
    case 'missing':
      return { met: false, missing: evaluated.missing }
    case 'error':
      return { met: false, missing: [], error: evaluated.error }
    case 'value':
      if (typeof evaluated.value === 'boolean') return { met: evaluated.value, missing: [] }
      return { met: false, missing: [], error: `a condition is true or false, this one gave a ${typeof evaluated.value}` }
    default:
      return evaluated satisfies never
  }
}
