import type { Cause, Layer } from '../denial/denial.ts'

/** What a refusal is recognised by. `rule` is empty when none is named; `identityClass` is a role, or the kind of credential. */
export type Traits = {
  layer: Layer
  product: string
  cause: Cause
  rule: string
  target: string
  route: string
  method: string
  identityClass: string
}

/** The traits that decide a grade; `rule` counts when either side names one. */
export const GRADED = ['layer', 'product', 'rule', 'target', 'route', 'cause'] as const

/** Traits that are shown when they are shared, and decide nothing. */
export const SHOWN = ['method', 'identityClass'] as const
