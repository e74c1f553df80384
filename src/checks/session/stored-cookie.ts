import { isIP } from 'node:net'
import type { Cookie } from 'set-cookie-parser'
import { isPublicSuffix } from './site-of.ts'

/** Name and value together; longer ones are ignored (RFC 6265bis, 5.7). */
const COOKIE_MAX_BYTES = 4096

/** A cookie as a browser keeps it, without its value. `hostOnly` when no Domain was set; `laxByDefault` when no SameSite was. */
export type StoredCookie = {
  name: string
  domain: string
  hostOnly: boolean
  path: string
  secure: boolean
  httpOnly: boolean
  sameSite: 'strict' | 'lax' | 'none'
  laxByDefault: boolean
}

/** What a browser does with a Set-Cookie: keeps it, or drops it (`why` reads after “The cookie NAME …”). */
type Storing = { stored: StoredCookie } | { why: string; deleted: boolean }

/** Whether browsers treat a URL as secure: HTTPS, and loopback besides (W3C Secure Contexts, 3.1). */
export function isSecureUrl({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname)
}

/** Whether a host lies in a cookie's domain (RFC 6265bis, 5.1.3). */
export function isInDomain(host: string, domain: string): boolean {
  return host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`))
}

/** Where a cookie without Path belongs: the folder of the page that set it (RFC 6265bis, 5.1.4). */
function defaultPath(pathname: string): string {
  return pathname.slice(0, pathname.lastIndexOf('/')) || '/'
}

function prefixFault({ name, secure, httpOnly, domain, path }: Cookie): string | undefined {
  const lower = name.toLowerCase()
  if (lower.startsWith('__host-') && (!secure || domain !== undefined || path !== '/'))
    return 'has the prefix __Host- but not Secure, Path=/ and no Domain'
  if (lower.startsWith('__secure-') && !secure) return 'has the prefix __Secure- without Secure'
  if (lower.startsWith('__http-') && !(secure && httpOnly)) return 'has the prefix __Http- without Secure and HttpOnly'
  return undefined
}

function domainFault(bare: string | undefined, host: string): string | undefined {
  if (bare === undefined || bare === host) return undefined
  if (!isInDomain(host, bare)) return `is for the domain ${bare}, not for ${host}`
  return isPublicSuffix(bare) ? `is for the whole domain ${bare}, under which anybody may register` : undefined
}

function storingFault(cookie: Cookie, url: URL): string | undefined {
  const { name, value, secure, partitioned } = cookie
  if (Buffer.byteLength(name) + Buffer.byteLength(value) > COOKIE_MAX_BYTES) return 'is longer than the 4096 bytes that browsers keep'
  if (secure && !isSecureUrl(url)) return 'is Secure, but the URL is plain HTTP'
  if (cookie.sameSite?.toLowerCase() === 'none' && !secure) return 'has SameSite=None without Secure, so browsers drop it'
  if (partitioned && !secure) return 'is Partitioned without Secure, so browsers drop it'
  return prefixFault(cookie) ?? domainFault(bareDomain(cookie), url.hostname)
}

function bareDomain({ domain }: Cookie): string | undefined {
  return domain?.replace(/^\./, '').toLowerCase() || undefined
}

function sameSiteOf({ sameSite }: Cookie): Pick<StoredCookie, 'sameSite' | 'laxByDefault'> {
  const written = sameSite?.toLowerCase()
  if (written === 'strict' || written === 'lax' || written === 'none') return { sameSite: written, laxByDefault: false }
  return { sameSite: 'lax', laxByDefault: true }
}

/** What a browser makes of a cookie that `url` sets (RFC 6265bis, 5.7). */
export function storeCookie(cookie: Cookie, url: URL, now: Date): Storing {
  const why = storingFault(cookie, url)
  if (why !== undefined) return { why, deleted: false }
  const isOver = cookie.maxAge === undefined ? cookie.expires !== undefined && cookie.expires <= now : cookie.maxAge <= 0
  if (isOver) return { why: 'is deleted by this answer', deleted: true }
  const domain = bareDomain(cookie)
  return {
    stored: {
      name: cookie.name,
      domain: domain ?? url.hostname,
      hostOnly: domain === undefined,
      path: cookie.path?.startsWith('/') ? cookie.path : defaultPath(url.pathname),
      secure: cookie.secure ?? false,
      httpOnly: cookie.httpOnly ?? false,
      ...sameSiteOf(cookie),
    },
  }
}
