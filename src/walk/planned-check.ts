import type { Exchange } from '../exchange.ts'
import type { Scope } from '../expression/scope.ts'
import { parseTemplate } from '../expression/template.ts'
import type { CheckCall, StepAddress } from '../runbook/tree.ts'
import { checkKey, digestOf } from './check-key.ts'

/**
 * A check as a step asks for it, its templates rendered. `id` is the name that its finding carries in scope; `reads`
 * the exchanges that a check of the path is handed, in path order, absent for the others.
 */
export type PlannedCheck = {
  id: string
  step: StepAddress
  check: string
  params: Record<string, unknown>
  key: string
  reads?: readonly Exchange[]
  /** A check of a verification, by that one's seq: it has a session and a probe budget of its own. `sends`: it may send the unsafe method. */
  verification?: { seq: number; sends: boolean }
}

type Call = { call: CheckCall; step: StepAddress; round: number; scope: () => Scope; reads?: readonly Exchange[] }

/** Plans one call of a step. `scope` is asked only when a parameter holds a template. */
export function planCheck({ call, step, round, scope, reads }: Call): PlannedCheck {
  const params = hasTemplate(call.params) ? (render(call.params, scope()) as Record<string, unknown>) : call.params
  const key = checkKey({ check: call.check, params, round, digest: reads && digestOf(reads) })
  return { id: call.id, step, check: call.check, params, key, ...(reads && { reads }) }
}

function hasTemplate(value: unknown): boolean {
  return templatesIn(value).length > 0
}

/** The names that the templates in `value` read first, e.g. `incident` of `incident.host`. */
export function templateRoots(value: unknown): string[] {
  return templatesIn(value).flatMap((text) => {
    const template = parseTemplate(text)
    return 'error' in template ? [] : template.fields.map((field) => field[0] ?? '')
  })
}

function templatesIn(value: unknown): string[] {
  if (typeof value === 'string') return value.includes('{{') ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(templatesIn) : []
}

function render(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') return renderText(value, scope)
  if (Array.isArray(value)) return value.map((inner) => render(inner, scope))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, render(inner, scope)]))
}

/** A text's templates over `scope`; lint has proved that they parse, one that does not stays as it is written. */
export function renderText(text: string, scope: Scope, valueMax?: number): string {
  if (!text.includes('{{')) return text
  const template = parseTemplate(text)
  return 'error' in template ? text : template.render(scope, valueMax)
}
