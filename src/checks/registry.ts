import { changes } from './changes/changes.ts'
import type { Check } from './check.ts'
import { compare } from './compare/compare.ts'
import { cors } from './cors/cors.ts'
import { denial } from './denial/denial.ts'
import { flag } from './flag/flag.ts'
import { http } from './http/http.ts'
import { logs } from './logs/logs.ts'
import { message } from './message/message.ts'
import { methods } from './methods/methods.ts'
import { minimize } from './minimize/minimize.ts'
import { network } from './network/network.ts'
import { policy } from './policy/policy.ts'
import { rate } from './rate/rate.ts'
import { request } from './request/request.ts'
import { session } from './session/session.ts'
import { token } from './token/token.ts'
import { vantage } from './vantage/vantage.ts'
import { verify } from './verify/verify.ts'

/** Every check that why403 brings, by its name in runbooks. */
export const CHECKS = {
  request,
  compare,
  methods,
  denial,
  message,
  token,
  session,
  rate,
  verify,
  network,
  vantage,
  http,
  flag,
  changes,
  policy,
  minimize,
  cors,
  logs,
} as const satisfies Readonly<Record<string, Check>>

/** Checks by name, those of the team after why403's own: what lint, the walk and the runner are handed. */
export function catalogOf(checks: readonly Check[] = []): ReadonlyMap<string, Check> {
  return new Map([...Object.values<Check>(CHECKS), ...checks].map((check) => [check.name, check]))
}
