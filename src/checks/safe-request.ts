import type { ProbeRequest } from './check.ts'
import { isSafeMethod } from './prober/probe-plan.ts'

/** What turns a request into a safe one of the same URL: GET without body. */
export const SAFE_GET = { method: 'GET', body: null, without: ['content-type', 'content-encoding', 'x-http-method-override'] } as const

/** What to change of a request with this method so that it changes nothing: nothing of a safe one. */
export function safeRequest({ method }: { method: string }): ProbeRequest {
  return isSafeMethod(method) ? {} : SAFE_GET
}
