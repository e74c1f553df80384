import type { CheckContext, ProbeRequest } from '../check.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { SAFE_GET } from '../with-path.ts'

/** The incident's request in its safe form. */
export function safeRequest({ request }: Pick<CheckContext, 'request'>): ProbeRequest {
  return isSafeMethod(request.method) ? {} : SAFE_GET
}
