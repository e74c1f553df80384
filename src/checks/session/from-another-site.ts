import type { SubjectRequest } from '../check.ts'
import { siteOf } from './site-of.ts'
import type { CrossSiteRequest } from './why-not-sent.ts'

function headerOf({ headers }: SubjectRequest, name: string): string | undefined {
  return Object.entries(headers).find(([written]) => written.toLowerCase() === name)?.[1]
}

/** Where a browser says that a request comes from: its Origin, else its Referer's; undefined without one. `null` is an opaque origin. */
export function originOf(request: SubjectRequest): string | undefined {
  const origin = headerOf(request, 'origin')
  return origin ?? URL.parse(headerOf(request, 'referer') ?? '')?.origin
}

function isFromAnotherSite(request: SubjectRequest): boolean {
  const fetchSite = headerOf(request, 'sec-fetch-site')?.toLowerCase()
  if (fetchSite !== undefined) return fetchSite === 'cross-site'
  const origin = originOf(request)
  const from = origin === undefined ? null : URL.parse(origin)
  return origin === 'null' || (from !== null && siteOf(from) !== siteOf(new URL(request.url)))
}

/** The request as one that another site makes; undefined when its headers do not show that (Fetch Metadata, Origin, Referer). */
export function fromAnotherSite(request: SubjectRequest): CrossSiteRequest | undefined {
  if (!isFromAnotherSite(request)) return undefined
  const mode = headerOf(request, 'sec-fetch-mode')?.toLowerCase()
  const isDocument = (headerOf(request, 'sec-fetch-dest') ?? 'document').toLowerCase() === 'document'
  const looksLikeScript = mode === undefined && headerOf(request, 'origin') !== undefined && request.method.toUpperCase() === 'GET'
  return { method: request.method, navigates: isDocument && (mode === undefined ? !looksLikeScript : mode === 'navigate') }
}
