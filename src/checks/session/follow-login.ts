import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { SAFE_GET } from '../safe-request.ts'
import { type BrowserJar, createBrowserJar } from './browser-jar.ts'
import { readReturnAddress } from './return-address.ts'
import type { SessionFinding } from './session-finding.ts'

/** A browser gives up after 20; a login that needs more than these goes in a circle. */
const STEPS_MAX = 8
/** The same page once more is the check whether cookies are kept; a third time is a circle. */
const VISITS_MAX = 2
/** So many probes stay for what comes after. */
const PROBES_KEPT = 20

type LoginFinding = Pick<SessionFinding, 'loginTo' | 'loginElsewhere' | 'loginLoop' | 'returnParameter' | 'returnLost' | 'returnWrong'>

/** What is found when the request leads to no login. */
export const NO_LOGIN: LoginFinding = { loginElsewhere: false, loginLoop: false, returnLost: false }

/** The way to a login as a browser goes it, and the answers on it. */
export type LoginWalk = { finding: LoginFinding; exchanges: Exchange[]; login: string | undefined }

function requestFor(url: URL, as: string, { context, jar }: { context: CheckContext; jar: BrowserJar }): ProbeRequest {
  const isOwn = url.origin === new URL(context.request.url).origin
  const cookie = jar.headerFor(url)
  const common = { ...SAFE_GET, as: isOwn ? as : 'anonymous', url: url.href, follow: false, fresh: true }
  return cookie === '' ? { ...common, without: [...SAFE_GET.without, 'cookie'] } : { ...common, headers: { cookie } }
}

function redirectOf({ response }: Exchange, url: URL): URL | null {
  const { status = 0, headers = {} } = response ?? {}
  return status >= 301 && status <= 308 ? URL.parse(headers.location?.[0] ?? '', url.href) : null
}

function placeOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`
}

/**
 * Goes from the incident’s URL to the login step by step, with cookies as a browser keeps them. Steps at listed URLs alone;
 * the identity’s own cookies go to the incident’s origin and nowhere else.
 */
export async function followLogin(context: CheckContext, as: string): Promise<LoginWalk> {
  const asked = new URL(context.request.url)
  const jar = createBrowserJar(asked, (await context.credential(as)).cookies, context.now)
  const exchanges: Exchange[] = []
  const visits = new Map<string, number>()
  let first: { location: URL; setsCookie: boolean } | undefined
  let url = asked
  let loginLoop = false
  while (context.target.allows(url.href) && context.target.probesLeft() > PROBES_KEPT) {
    visits.set(placeOf(url), (visits.get(placeOf(url)) ?? 0) + 1)
    loginLoop = (visits.get(placeOf(url)) ?? 0) > VISITS_MAX || exchanges.length >= STEPS_MAX
    if (loginLoop) break
    const exchange = await context.probe(requestFor(url, as, { context, jar }))
    exchanges.push(exchange)
    jar.take(exchange, url)
    const location = redirectOf(exchange, url)
    if (!location) break
    first ??= { location, setsCookie: (exchange.response?.headers['set-cookie'] ?? []).length > 0 }
    url = location
  }
  return { finding: findingOf(asked, { first, last: url, loginLoop }), exchanges, login: first?.location.href }
}

type Way = { first: { location: URL; setsCookie: boolean } | undefined; last: URL; loginLoop: boolean }

function findingOf(asked: URL, { first, last, loginLoop }: Way): LoginFinding {
  if (!first) return NO_LOGIN
  return {
    loginTo: placeOf(loginLoop ? first.location : last),
    loginElsewhere: last.hostname !== asked.hostname,
    loginLoop,
    ...readReturnAddress({ ...first, asked }),
  }
}
