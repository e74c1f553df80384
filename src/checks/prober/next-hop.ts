import type { Exchange } from '../../exchange.ts'
import { isSafeMethod, type ProbePlan } from './probe-plan.ts'
import { harmlessHeaders } from './request-headers.ts'
import { withoutMethodHeaders } from './steering-headers.ts'

/** More redirects than these are recorded, not followed. */
const HOPS_MAX = 5

const REDIRECTS = new Set([301, 302, 303, 307, 308])

type Response = NonNullable<Exchange['response']>

/** Where a redirect leads: what to send next, or why it is not taken. `location` is as resolved. */
type NextHop = { location: string; plan: ProbePlan } | { location: string; refused: string }

function methodAfter(status: number, method: string): string {
  if (status === 303) return method === 'HEAD' ? 'HEAD' : 'GET'
  return (status === 301 || status === 302) && method === 'POST' ? 'GET' : method
}

/**
 * The hop that a response asks for (RFC 9110, 15.4), or null when it is no redirect. An unsafe method follows none: a person
 * approved one URL. To another origin go neither credentials nor a body; whether the URL is listed is looked at by whoever
 * takes the hop.
 */
export function nextHop(plan: ProbePlan, { status, headers }: Response, visited: ReadonlySet<string>): NextHop | null {
  const written = headers.location?.[0]
  if (!REDIRECTS.has(status) || written === undefined) return null
  const url = URL.parse(written, plan.url)
  if (!url) return { location: written, refused: 'its location is no URL' }
  url.hash = ''
  const location = url.href
  const refuse = (refused: string) => ({ location, refused })
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('its scheme is not http or https')
  const method = methodAfter(status, plan.method)
  const sameOrigin = url.origin === new URL(plan.url).origin
  if (!isSafeMethod(method)) return refuse(`${method} is sent to the URL that was approved, and nowhere else`)
  if (visited.has(`${method} ${location}`)) return refuse('it is a loop')
  if (visited.size > HOPS_MAX) return refuse(`there are more than ${HOPS_MAX} redirects`)
  const same = method === plan.method ? plan.headers : withoutMethodHeaders(plan.headers)
  const headersAfter = sameOrigin ? same : harmlessHeaders(plan.headers)
  const body = sameOrigin && method === plan.method ? plan.body : null
  return { location, plan: { ...plan, method, url: location, headers: headersAfter, body } }
}
