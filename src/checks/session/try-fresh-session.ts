import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../safe-request.ts'
import { withPath } from '../with-path.ts'
import { cookieHeader, newCookies } from './cookie-jar.ts'
import type { SessionFinding, SessionInput } from './session-finding.ts'

type Fresh = Pick<SessionFinding, 'fresh' | 'freshFrom' | 'freshLoginRedirect' | 'freshSessionPasses' | 'worseThanNone'>

/** What a fresh session is answered, and the request that carried it. */
export type FreshTry = { finding: Fresh; request: ProbeRequest }

type Step = { request: ProbeRequest; from: NonNullable<SessionFinding['freshFrom']> }

function isRefused(exchange: Exchange): boolean {
  return readOutcome(exchange).kind === 'refused'
}

/** The next way to a fresh session after a refusal: cookies that the answer itself set, else those of the start page. */
async function nextTry(context: CheckContext, as: string, refusal: Exchange): Promise<Step | undefined> {
  const withCookies = (cookies: Record<string, string>, from: Step['from']): Step => ({
    request: { ...SAFE_GET, as, headers: { cookie: cookieHeader(cookies) } },
    from,
  })
  const here = newCookies(refusal, context)
  if (Object.keys(here).length > 0) return withCookies(here, 'set-here')
  const url = withPath(context.request.url, '/')
  if (url === context.request.url || !context.target.allows(url)) return undefined
  const start = await context.probe({ ...SAFE_GET, as, url, without: [...SAFE_GET.without, 'cookie'] })
  const there = newCookies(start, context)
  return Object.keys(there).length > 0 ? withCookies(there, 'start-page') : undefined
}

/**
 * The safe request with a fresh session: `freshAs`, or without the session's cookies, then with those that the target sets
 * itself, there or on its start page. An identity without cookies has no session to renew: it is asked without them once.
 */
export async function tryFreshSession(context: CheckContext, { as, freshAs }: SessionInput, hasSession: boolean): Promise<FreshTry> {
  const { probe, identity } = context
  const named = freshAs !== undefined && freshAs !== 'unknown' ? identity(freshAs).name : undefined
  const begin: Step =
    named === undefined
      ? { request: { ...SAFE_GET, as, without: [...SAFE_GET.without, 'cookie'] }, from: 'cleared' }
      : { request: { ...SAFE_GET, as: named }, from: 'identity' }
  const first = await probe(begin.request)
  const maySeek = named === undefined && isRefused(first) && (hasSession || Object.keys(newCookies(first, context)).length > 0)
  const next = maySeek ? await nextTry(context, as, first) : undefined
  const { request, from } = next ?? begin
  const last = next ? await probe(request) : first
  const passes = readOutcome(last).kind === 'passed'
  const finding: Fresh = {
    fresh: last.response?.status,
    freshFrom: from,
    freshLoginRedirect: [first, last].some((one) => ['redirected-to-login', 'not-authenticated'].includes(readOutcome(one).verdict ?? '')),
    freshSessionPasses: passes,
    worseThanNone: hasSession && passes && from === 'cleared',
  }
  return { finding, request }
}
