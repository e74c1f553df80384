import { decodeJwt } from 'jose'
import type { Exchange } from '../../exchange.ts'
import type { Credential, SubjectRequest } from '../check.ts'
import { fromAnotherSite } from './from-another-site.ts'
import { listSetCookies, type SetCookie } from './read-set-cookies.ts'
import type { SessionFinding } from './session-finding.ts'
import { isSecureUrl } from './stored-cookie.ts'
import { type CrossSiteRequest, whyNotSentAcrossSites } from './why-not-sent.ts'

/** Names under which sessions and sign-ins are kept (frameworks' defaults, login proxies). */
const SESSION_NAME =
  /sess|^s?sid$|connect\.sid|_sid$|auth|login|logged_in|identity|jwt|(?:^|[._-])token$|remember|\.aspnet|aspsessionid|oauth2?_proxy|_iap|cf_authorization/i
const NO_SESSION = /csrf|xsrf|verificationtoken|antiforgery|nonce/i

type CookieFinding = Pick<
  SessionFinding,
  'notSentHere' | 'notSentAcrossSites' | 'lostCookies' | 'cookieReasons' | 'crossSite' | 'duplicates' | 'expiredCookies' | 'cookieBytes'
>

type Given = { credential: Credential; exchanges: readonly Exchange[]; request: SubjectRequest; now: Date }

function isExpiredToken(value: string, now: Date): boolean {
  if (value.split('.').length !== 3) return false
  try {
    const { exp } = decodeJwt(value)
    return typeof exp === 'number' && exp * 1000 <= now.getTime()
  } catch {
    return false
  }
}

/** A prefix speaks for the cookie's attributes, also where nobody saw it being set. */
function prefixReason(name: string, url: URL): string | undefined {
  const isSecureOnly = /^__(?:host|secure|http)-/i.test(name)
  return isSecureOnly && !isSecureUrl(url) ? `The cookie ${name} goes over HTTPS alone, and the URL is plain HTTP.` : undefined
}

function acrossSites(set: readonly SetCookie[], cross: CrossSiteRequest | undefined): { name: string; reason: string }[] {
  if (!cross) return []
  return set.flatMap(({ name, stored }) => {
    const why = stored && whyNotSentAcrossSites(stored, cross)
    return why === undefined ? [] : [{ name, reason: `The cookie ${name} ${why}.` }]
  })
}

function cookieNames(header: string): string[] {
  return header.split(';').flatMap((pair) => (pair.includes('=') ? [pair.slice(0, pair.indexOf('=')).trim()] : []))
}

/** The last word on each cookie: what was set later replaces what was set before. */
function latest(set: readonly SetCookie[]): SetCookie[] {
  return [...new Map(set.map((cookie) => [cookie.name, cookie])).values()]
}

/** Which of an identity's cookies a browser would really send with this request, which of those that the target sets come back, and why not. */
export function judgeCookies({ credential, exchanges, request, now }: Given): CookieFinding {
  const url = new URL(request.url)
  const header = credential.headers.cookie ?? ''
  const own = Object.keys(credential.cookies)
  const set = latest(listSetCookies(exchanges, now, request.url))
  const stopped = set.filter(({ problem, deleted }) => problem !== undefined && !deleted)
  const byPrefix = own.flatMap((name) => prefixReason(name, url) ?? [])
  const notSentHere = own.filter((name) => stopped.some((cookie) => cookie.name === name) || prefixReason(name, url) !== undefined)
  const isSession = (name: string) => own.includes(name) || (SESSION_NAME.test(name) && !NO_SESSION.test(name))
  const lost = stopped.filter(({ name }) => isSession(name))
  const cross = fromAnotherSite(request)
  const withheld = acrossSites(set, cross).filter(({ name }) => isSession(name))
  const names = cookieNames(header)
  return {
    notSentHere,
    notSentAcrossSites: withheld.map(({ name }) => name),
    lostCookies: lost.map(({ name }) => name),
    cookieReasons: [...new Set([...byPrefix, ...lost.flatMap(({ problem }) => problem ?? []), ...withheld.map(({ reason }) => reason)])],
    crossSite: cross !== undefined,
    duplicates: [...new Set(names.filter((name, index) => names.indexOf(name) !== index))],
    expiredCookies: own.filter((name) => isExpiredToken(credential.cookies[name] ?? '', now)),
    cookieBytes: Buffer.byteLength(header),
  }
}
