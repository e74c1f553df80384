import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { lastRefusal, readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../safe-request.ts'
import { cookieHeader, newCookies } from './cookie-jar.ts'
import { type FetchedToken, fetchCsrfToken, type Hunt } from './csrf-pages.ts'
import type { CsrfToken } from './csrf-token.ts'
import { guardHeaderIn } from './guard-header.ts'
import { isRefusedForOrigin } from './origin-check.ts'
import type { SessionFinding, SessionInput } from './session-finding.ts'
import { wasSentAlready } from './write-guard.ts'

type Csrf = Pick<
  SessionFinding,
  | 'csrfTokenFound'
  | 'csrfSource'
  | 'csrfName'
  | 'csrfFramework'
  | 'csrfPage'
  | 'csrfHeader'
  | 'csrfField'
  | 'csrfSent'
  | 'csrfWithoutStatus'
  | 'csrfStatus'
  | 'csrfTokenPasses'
  | 'originPasses'
  | 'guardHeader'
  | 'guardPasses'
  | 'needsApproval'
  | 'sentAlready'
  | 'pressProves'
>

/** What the tries found, the request that passed with a token, origin or header, and the page that handed out the token. */
export type CsrfTry = { finding: Csrf; request?: ProbeRequest; page?: Exchange }

/** What is found when there is no token, or none is looked for. */
export const NO_CSRF: CsrfTry = {
  finding: {
    csrfTokenFound: false,
    csrfSent: false,
    csrfTokenPasses: false,
    originPasses: false,
    guardPasses: false,
    needsApproval: false,
    sentAlready: false,
    pressProves: false,
  },
}

function tokenFacts({ token, page }: FetchedToken): Partial<Csrf> {
  return {
    csrfTokenFound: true,
    csrfSource: token.source,
    csrfName: token.name,
    csrfFramework: token.framework,
    csrfPage: new URL(page.request.url).pathname,
    csrfHeader: token.header,
    csrfField: token.field,
  }
}

function bodyWith(body: string | undefined, type: string, token: CsrfToken | undefined): { body?: string } {
  const field = token?.source === 'form' ? token.name : token?.field
  if (token === undefined || field === undefined || body === undefined || !/x-www-form-urlencoded/i.test(type)) return {}
  const form = new URLSearchParams(body)
  form.set(field, token.value)
  return { body: form.toString() }
}

type Attempt = { as: string; fetched: FetchedToken | null; text: string }

/** The request as the site's own page would send it: with the token, the cookies that came with it, and, for a write, its origin. */
async function ownRequest(context: CheckContext, { as, fetched, text }: Attempt): Promise<ProbeRequest> {
  const { request } = context
  const { cookies } = await context.credential(as)
  const jar = { ...cookies, ...(fetched && newCookies(fetched.page, context)) }
  const guard = guardHeaderIn(text)
  const origin = new URL(request.url).origin
  const from = { origin, referer: fetched?.page.request.url ?? `${origin}/`, 'sec-fetch-site': 'same-origin' }
  const headers = {
    ...fetched?.token.headers,
    ...(guard && { [guard.name]: guard.value }),
    ...(Object.keys(jar).length > 0 && { cookie: cookieHeader(jar) }),
    ...((!isSafeMethod(request.method) || isRefusedForOrigin(text)) && from),
  }
  const type = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const isWrite = !isSafeMethod(request.method)
  const common = { as, headers, fresh: true }
  return isWrite ? { ...common, ...bodyWith(request.body, type, fetched?.token) } : { ...SAFE_GET, ...common }
}

function statusWithout({ exchanges, request }: CheckContext, baseline: Exchange): number | undefined {
  if (isSafeMethod(request.method)) return baseline.response?.status
  const refusal = lastRefusal(exchanges)
  return refusal?.request.method.toUpperCase() === request.method.toUpperCase() ? refusal.response?.status : undefined
}

/**
 * Fetches a fresh CSRF token and sends the request as the site's own page would. A write goes at most once in an incident: one
 * that was sent already is not sent again, and the prober holds back one that nobody approved.
 */
export async function tryCsrfToken(context: CheckContext, input: SessionInput, hunt: Hunt): Promise<CsrfTry> {
  const { text } = hunt.signs
  const fetched = await fetchCsrfToken(context, input, hunt)
  const guard = guardHeaderIn(text)
  const known = {
    ...NO_CSRF.finding,
    ...(fetched && tokenFacts(fetched)),
    guardHeader: guard?.name,
    csrfWithoutStatus: statusWithout(context, hunt.baseline),
  }
  const page = fetched ? { page: fetched.page } : {}
  if (!fetched && !guard && !isRefusedForOrigin(text)) return { finding: known }
  if (wasSentAlready(context)) return { finding: { ...known, sentAlready: true, pressProves: true }, ...page }
  const request = await ownRequest(context, { as: input.as, fetched, text })
  const sent = await context.probe(request)
  return { finding: { ...known, ...judge(sent, { hasToken: fetched !== null, hasGuard: guard !== undefined, text }) }, request, ...page }
}

/** What a pass is owed to: the origin or the header where the refusal asked for it, else the token. */
function judge(sent: Exchange, { hasToken, hasGuard, text }: { hasToken: boolean; hasGuard: boolean; text: string }): Partial<Csrf> {
  const passes = readOutcome(sent).kind === 'passed'
  const needsApproval = sent.failure?.kind === 'needs-approval'
  const byOrigin = isRefusedForOrigin(text)
  return {
    csrfSent: sent.response !== null && hasToken,
    csrfStatus: hasToken ? sent.response?.status : undefined,
    csrfTokenPasses: passes && hasToken && !byOrigin && !hasGuard,
    originPasses: passes && byOrigin,
    guardPasses: passes && hasGuard && !byOrigin,
    needsApproval,
    pressProves: needsApproval,
  }
}
