import { z } from 'zod'
import { Cause, Layer } from '../../denial/denial.ts'
import { Actor } from '../../walk/event.ts'

/** `active` rules are matched; `superseded` by a better one; `retired`: no longer true. */
const RuleState = z.enum(['active', 'superseded', 'retired'])

/** What a person filed when an incident was resolved. `route` is the URL's path pattern, `identityClass` the role or kind. */
export const NewRule = z.object({
  incident: z.int().positive(),
  layer: Layer,
  product: z.string(),
  cause: Cause,
  rule: z.string(),
  target: z.string(),
  route: z.string(),
  method: z.string(),
  identityClass: z.string(),
  fix: z.string(),
  prevention: z.string(),
  resolvedBy: Actor,
  resolvedAt: z.date(),
  /** What the evidence looked like, as `featuresOf` says it. */
  features: z.array(z.string()),
})
export type NewRule = z.infer<typeof NewRule>

/** A rule as it is kept, with how often people confirmed and refuted it. `number` counts rules in the order filed. */
export const StoredRule = NewRule.extend({
  id: z.string(),
  number: z.int().positive(),
  confirmations: z.int().nonnegative(),
  refutations: z.int().nonnegative(),
  state: RuleState,
  supersededBy: z.string().optional(),
})
export type StoredRule = z.infer<typeof StoredRule>
