import { z } from 'zod'
import type { Workspace } from '../workspace/workspace.ts'

/** What a method works with. `baseUrl` is the stand-in's own, without a slash at its end. */
export type MethodPowers = { workspace: Workspace; baseUrl(): string; socketUrl(): string }

/** One method of the Web API. `perMinute` is its rate tier; null is a limit of its own kind. */
export type Method<A extends z.ZodType = z.ZodType> = {
  scope: string | null
  perMinute: number | null
  args: A
  run(args: z.output<A>, powers: MethodPowers): Record<string, unknown>
}

/** Types a method by its arguments. */
export function defineMethod<A extends z.ZodType>(method: Method<A>): Method {
  return method as unknown as Method
}

/** Requests a minute. docs.slack.dev/apis/web-api/rate-limits */
export const TIER = { two: 20, three: 50, four: 100 } as const

/** A truth value as JSON or a form writes it. */
export const Flag = z.preprocess((value) => (typeof value === 'string' ? value === 'true' || value === '1' : value), z.boolean())

/** A whole number as JSON or a form writes it. */
export const Count = z.coerce.number().int()

/** JSON that a form carries as text; a text that is no JSON stays text. */
export const JsonText = z.preprocess((value) => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}, z.unknown())
