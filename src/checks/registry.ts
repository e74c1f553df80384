import type { Check } from './check.ts'
import { compare } from './compare/compare.ts'
import { denial } from './denial/denial.ts'
import { message } from './message/message.ts'
import { methods } from './methods/methods.ts'
import { rate } from './rate/rate.ts'
import { request } from './request/request.ts'
import { session } from './session/session.ts'
import { token } from './token/token.ts'

/** Every check that why403 brings, by its name in runbooks. */
export const CHECKS = { request, compare, methods, denial, message, token, session, rate } as const satisfies Readonly<
  Record<string, Check>
>

/** Checks by name, those of the team after why403's own: what lint, the walk and the runner are handed. */
export function catalogOf(checks: readonly Check[] = []): ReadonlyMap<string, Check> {
  return new Map([...Object.values<Check>(CHECKS), ...checks].map((check) => [check.name, check]))
}
