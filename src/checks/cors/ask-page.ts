import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { safeRequest } from '../safe-request.ts'
import type { OriginName } from './cors-finding.ts'
import type { PageRequest } from './page-request.ts'

/** A site that nobody has (RFC 2606). */
export const FOREIGN = 'https://why403.invalid'

/** One Origin and how the request was answered with it. */
export type AskedOrigin = { name: OriginName; probe: ProbeRequest; exchange: Exchange }

/** What a preflight says besides; the request's other headers it does not carry. */
const KEPT = new Set(['origin', 'accept', 'user-agent'])

/** The preflight as a browser sends it, without the request's headers (Fetch, "CORS-preflight fetch"); a browser sends it as nobody. */
export function preflightOf({ needs, origin, names }: PageRequest, as: string): ProbeRequest {
  const asked = needs.headers.length > 0 && { 'access-control-request-headers': needs.headers.join(',') }
  const headers = { accept: '*/*', origin, 'access-control-request-method': needs.method, ...asked }
  return { method: 'OPTIONS', body: null, follow: false, as, headers, without: names.filter((name) => !KEPT.has(name)) }
}

/** The request itself with one Origin, or with none; GET in place of an unsafe method. */
function requestOf({ method }: PageRequest, origin: string | null, as: string): ProbeRequest {
  const safe = safeRequest({ method })
  if (origin === null) return { ...safe, as, without: [...(safe.without ?? []), 'origin'] }
  return { ...safe, as, headers: { origin } }
}

/** Asks with no Origin, the URL's own, the page's and a made-up one, all at once; each Origin once. */
export async function askOrigins({ probe }: CheckContext, page: PageRequest, as: string): Promise<AskedOrigin[]> {
  const named: [OriginName, string | null][] = [
    ['page', page.origin],
    ['own', page.own],
    ['none', null],
    ['foreign', FOREIGN],
  ]
  const different = named.filter(([, origin], i) => named.findIndex(([, other]) => other === origin) === i)
  return Promise.all(
    different.map(async ([name, origin]) => {
      const request = requestOf(page, origin, as)
      return { name, probe: request, exchange: await probe(request) }
    }),
  )
}
