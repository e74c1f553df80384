import { isCredentialHeader } from '../../redaction/sensitive-name.ts'
import type { CheckContext } from '../check.ts'
import type { CorsInput } from './cors-finding.ts'
import { type PreflightNeeds, preflightNeeds } from './preflight-needs.ts'

/** The incident's request as a script on a page would send it. */
export type PageRequest = {
  method: string
  /** Origin of the page, and of the URL. */
  origin: string
  own: string
  needs: PreflightNeeds
  withCredentials: boolean
  /** Lower-case names of the person's own headers but credentials. */
  names: string[]
}

function originOf(headers: Readonly<Record<string, string>>, own: string): string {
  const origin = headers.origin?.trim()
  if (origin === 'null') return origin
  return URL.parse(origin ?? '')?.origin ?? URL.parse(headers.referer ?? '')?.origin ?? own
}

/** Reads from the incident's request and the credentials of who asks what a browser would do. */
export async function readPageRequest({ request, credential }: CheckContext, { as, origin, credentials }: CorsInput): Promise<PageRequest> {
  const written = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const { headers: identity } = await credential(as)
  const ordinary = Object.fromEntries(Object.entries(written).filter(([name]) => !isCredentialHeader(name)))
  const own = new URL(request.url).origin
  const method = request.method.toUpperCase()
  return {
    method,
    origin: origin ?? originOf(written, own),
    own,
    needs: preflightNeeds({ method, headers: { ...ordinary, ...identity } }),
    withCredentials: credentials ?? identity.cookie !== undefined,
    names: Object.keys(ordinary),
  }
}
