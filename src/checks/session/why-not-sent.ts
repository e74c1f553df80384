import { isInDomain, isSecureUrl, type StoredCookie } from './stored-cookie.ts'

/** Whether a path lies under a cookie's (RFC 6265bis, 5.1.4). */
function isUnderPath(pathname: string, path: string): boolean {
  return pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`)
}

/** Why a browser does not send a cookie that it keeps to `url` (RFC 6265bis, 5.8.3); undefined when it does. Reads after “The cookie NAME …”. */
export function whyNotSent({ domain, hostOnly, path, secure }: StoredCookie, url: URL): string | undefined {
  const host = url.hostname
  if (hostOnly && host !== domain) return `has no Domain, so it goes back to ${domain} alone and not to ${host}`
  if (!isInDomain(host, domain)) return `is for the domain ${domain}, not for ${host}`
  if (!isUnderPath(url.pathname, path)) return `is for the path ${path}, and ${url.pathname} is not under it`
  return secure && !isSecureUrl(url) ? 'is Secure, but the URL is plain HTTP' : undefined
}

/** How a cross-site request is made: its method, and whether it is a navigation of the whole page (a link, a form). */
export type CrossSiteRequest = { method: string; navigates: boolean }

/**
 * Why a browser leaves a cookie out of a request that another site makes (RFC 6265bis, 5.6.7.1); undefined when it is sent.
 * A cookie without SameSite counts as Lax; browsers send such a one with a cross-site form for two minutes after it was set.
 */
export function whyNotSentAcrossSites(
  { sameSite, laxByDefault }: Pick<StoredCookie, 'sameSite' | 'laxByDefault'>,
  { method, navigates }: CrossSiteRequest,
): string | undefined {
  if (sameSite === 'none') return undefined
  if (sameSite === 'strict') return 'has SameSite=Strict, so no request from another site carries it'
  const isSafe = ['GET', 'HEAD', 'OPTIONS', 'TRACE'].includes(method.toUpperCase())
  if (isSafe && navigates) return undefined
  const what = laxByDefault ? 'has no SameSite, which counts as Lax' : 'has SameSite=Lax'
  return `${what}, so ${isSafe ? 'an embedded page or script' : `a ${method.toUpperCase()}`} from another site does not carry it`
}
