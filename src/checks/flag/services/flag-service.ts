import type { Scope } from '../../../expression/scope.ts'
import type { CheckContext } from '../../check.ts'
import type { Evaluation } from '../flag-finding.ts'

/** One question to a flag service: which flags (all where undefined), for whom. */
export type FlagQuestion = { context: CheckContext; scope: Scope; flags: readonly string[] | undefined; account: string }

/** What a service said, and what the configured context asks for and is not known. */
export type Evaluated = { evaluations: Evaluation[]; missing: string[] }

/** A value that stands for off: flags guard features by truth, by a variant called off, or by nothing at all. */
export function isOn(value: unknown): boolean {
  if (typeof value === 'string') return !/^(?:|off|false|disabled|none|control|0)$/i.test(value)
  return value !== undefined && value !== null && value !== false && value !== 0
}
