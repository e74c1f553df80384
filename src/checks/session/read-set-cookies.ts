import { type Cookie, parseSetCookie } from 'set-cookie-parser'
import type { Exchange } from '../../exchange.ts'

/** Why a cookie, as it is set, may not come back (RFC 6265bis, 5.5 to 5.7); sentences without its value. */
function problemsOf(cookie: Cookie, url: URL, now: Date): string[] {
  const { name, secure, domain, path, sameSite } = cookie
  const bare = domain?.replace(/^\./, '').toLowerCase()
  const found = [
    secure && url.protocol === 'http:' && 'is Secure, but the URL is plain HTTP',
    bare !== undefined &&
      url.hostname !== bare &&
      !url.hostname.endsWith(`.${bare}`) &&
      `is for the domain ${bare}, not for ${url.hostname}`,
    path !== undefined &&
      path !== '/' &&
      !`${url.pathname}/`.startsWith(path.endsWith('/') ? path : `${path}/`) &&
      `is for the path ${path}`,
    sameSite?.toLowerCase() === 'none' && !secure && 'has SameSite=None without Secure, so browsers drop it',
    name.startsWith('__Host-') &&
      (!secure || domain !== undefined || path !== '/') &&
      'has the prefix __Host- but not Secure, Path=/ and no Domain',
    name.startsWith('__Secure-') && !secure && 'has the prefix __Secure- without Secure',
    ((cookie.expires && cookie.expires <= now) || (cookie.maxAge !== undefined && cookie.maxAge <= 0)) && 'is deleted by this answer',
  ]
  return found.filter((text) => typeof text === 'string').map((text) => `The cookie ${name} ${text}.`)
}

/** The names of the cookies that exchanges set, and what is wrong with them. */
export function readSetCookies(exchanges: readonly Exchange[], now: Date): { names: string[]; problems: string[] } {
  const set = exchanges.flatMap(({ request, response }) =>
    parseSetCookie(response?.headers['set-cookie'] ?? [], { decodeValues: false }).map((cookie) => ({ cookie, url: new URL(request.url) })),
  )
  return {
    names: [...new Set(set.map(({ cookie }) => cookie.name))],
    problems: [...new Set(set.flatMap(({ cookie, url }) => problemsOf(cookie, url, now)))],
  }
}
