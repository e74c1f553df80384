import type { Exchange } from '../../exchange.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { readOutcome } from '../read-outcome.ts'
import { confirmSession } from './confirm-session.ts'
import { csrfCookieProblems, csrfInRequest } from './csrf-in-request.ts'
import { followLogin, type LoginWalk, NO_LOGIN } from './follow-login.ts'
import { judgeCookies } from './judge-cookies.ts'
import { leadsToLogin, lookFirst, mayNeedToken, type Start } from './look-first.ts'
import { originFacts } from './origin-check.ts'
import { listSetCookies, readSetCookies } from './read-set-cookies.ts'
import { SESSION_EXAMPLES } from './session-examples.ts'
import { SessionFinding, SessionInput } from './session-finding.ts'
import { sessionLine } from './session-line.ts'
import { type CsrfTry, NO_CSRF, tryCsrfToken } from './try-csrf-token.ts'
import { type FreshTry, tryFreshSession } from './try-fresh-session.ts'

/** What was tried, each at most once. */
type Tries = { start: Start; way: LoginWalk; fresh: FreshTry; csrf: CsrfTry }

async function tryAll(context: CheckContext, input: SessionInput): Promise<Tries> {
  const start = await lookFirst(context, input.as)
  const way = leadsToLogin(start) ? await followLogin(context, input.as) : { finding: NO_LOGIN, exchanges: [], login: undefined }
  const hunt = { baseline: start.baseline, signs: start.signs, login: way.login }
  const [fresh, csrf] = await Promise.all([
    tryFreshSession(context, input, start.names.length > 0),
    mayNeedToken(context, start) ? tryCsrfToken(context, input, hunt) : NO_CSRF,
  ])
  return { start, way, fresh, csrf }
}

/** Asks again where a fresh session or a token made the difference; what the refusal itself names needs no further proof. */
function confirm(context: CheckContext, as: string, { start, fresh, csrf }: Tries): Promise<{ fresh: boolean; reading: boolean }> {
  const { names, refused, words, baseline } = start
  const freshDecides = names.length > 0 && refused && fresh.finding.freshSessionPasses && !words.sessionNamed
  const passes = csrf.finding.csrfTokenPasses || csrf.finding.originPasses || csrf.finding.guardPasses
  const ownDecides = passes && (isSafeMethod(context.request.method) || !words.csrfRefused)
  return confirmSession(context, { as, baseline, fresh: freshDecides && fresh.request, own: ownDecides && (csrf.request ?? false) })
}

/**
 * What the cookies show, those that hold a CSRF token among them. Set-Cookie is read from answers of the URL's own path (another
 * path sets other cookies) and of the way to the login; what a login on another host sets is its own affair, unless the redirects
 * go in a circle.
 */
async function cookiesSeen(context: CheckContext, as: string, { start, way, csrf }: Tries) {
  const { request, exchanges, now } = context
  const { hostname, pathname } = new URL(request.url)
  const isOwnHost = (exchange: Exchange) => new URL(exchange.request.url).hostname === hostname
  const isHere = (exchange: Exchange) => isOwnHost(exchange) && new URL(exchange.request.url).pathname === pathname
  const ownWay = way.exchanges.filter((exchange) => way.finding.loginLoop || isOwnHost(exchange))
  const seen = [...exchanges.filter(isHere), start.baseline, ...ownWay]
  const all = [...seen, ...(csrf.page ? [csrf.page] : [])]
  const { names, problems } = readSetCookies(seen, now(), request.url)
  const credential = await context.credential(as)
  const inRequest = csrfInRequest(request, credential)
  const csrfProblems = [...inRequest.csrfProblems, ...csrfCookieProblems(listSetCookies(all, now(), request.url))]
  return {
    setCookies: names,
    problems,
    ...judgeCookies({ credential, exchanges: all, request, now: now() }),
    tokenInRequest: inRequest.tokenInRequest,
    csrfProblems,
  }
}

async function findSession(input: SessionInput, context: CheckContext): Promise<SessionFinding> {
  const tries = await tryAll(context, input)
  const { names, baseline, refused, words, signs } = tries.start
  const { finding: fresh } = tries.fresh
  const { finding: csrf } = tries.csrf
  const steady = await confirm(context, input.as, tries)
  const freshSessionPasses = fresh.freshSessionPasses && steady.fresh
  return {
    present: names.length > 0,
    cookies: names,
    status: baseline.response?.status,
    refused,
    ...words,
    ...originFacts(context.request, signs.text),
    ...(await cookiesSeen(context, input.as, tries)),
    ...csrf,
    csrfTokenPasses: csrf.csrfTokenPasses && steady.reading,
    originPasses: csrf.originPasses && steady.reading,
    guardPasses: csrf.guardPasses && steady.reading,
    loginRedirect: readOutcome(baseline).verdict === 'redirected-to-login',
    ...tries.way.finding,
    ...fresh,
    freshSessionPasses,
    worseThanNone: refused && freshSessionPasses && fresh.worseThanNone,
    unstable: !steady.fresh || !steady.reading,
    staleSession: names.length > 0 && ((refused && freshSessionPasses) || words.sessionNamed),
  }
}

/** Whether the session or its CSRF token is what is refused. */
export const session = defineCheck({
  name: 'session',
  summary: 'Compares the session with a fresh one, fetches a CSRF token, follows the login, and looks at the cookies.',
  input: SessionInput,
  output: SessionFinding,
  safety: 'needs approval',
  timeoutMs: 30_000,
  reads: 'path',
  prefetch: false,
  examples: SESSION_EXAMPLES,
  run: findSession,
  line: sessionLine,
})
