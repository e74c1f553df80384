import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { SAFE_GET, withPath } from '../with-path.ts'
import { cookieHeader, newCookies } from './cookie-jar.ts'
import { type CsrfToken, findCsrfToken } from './csrf-token.ts'
import type { SessionFinding, SessionInput } from './session-finding.ts'

/** The first page that hands out a CSRF token: the one named, else the resource itself, its parent and the start page. */
async function fetchCsrf(
  { probe, request, target }: CheckContext,
  { as, csrfPath }: SessionInput,
): Promise<{ token: CsrfToken; page: Exchange } | null> {
  const { pathname } = new URL(request.url)
  const paths = csrfPath === undefined ? [undefined, pathname.replace(/\/[^/]*\/?$/, '') || '/', '/'] : [csrfPath]
  const urls = [...new Set(paths.map((path) => withPath(request.url, path)))].filter(target.allows)
  for (const url of urls) {
    const page = await probe({ ...SAFE_GET, as, url, headers: { 'x-csrf-token': 'fetch' } })
    const token = findCsrfToken(page)
    if (token) return { token, page }
  }
  return null
}

type Csrf = Pick<
  SessionFinding,
  'csrfTokenFound' | 'csrfSource' | 'csrfName' | 'csrfSent' | 'csrfStatus' | 'csrfTokenPasses' | 'needsApproval'
>

/** What is found when there is no token, or none is looked for. */
export const NO_CSRF: Csrf = { csrfTokenFound: false, csrfSent: false, csrfTokenPasses: false, needsApproval: false }

function bodyWith(body: string | undefined, type: string, { source, name, value }: CsrfToken): { body?: string } {
  if (source !== 'form' || body === undefined || !/x-www-form-urlencoded/i.test(type)) return {}
  const form = new URLSearchParams(body)
  form.set(name, value)
  return { body: form.toString() }
}

/** Fetches a fresh CSRF token and sends the incident’s request with it; the prober holds back an unsafe one that nobody approved. */
export async function tryCsrfToken(context: CheckContext, input: SessionInput): Promise<Csrf> {
  const found = await fetchCsrf(context, input)
  if (!found) return NO_CSRF
  const { token, page } = found
  const { cookies } = await context.credential(input.as)
  const jar = { ...cookies, ...newCookies(page) }
  const type = Object.entries(context.request.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  const headers = { ...token.headers, ...(Object.keys(jar).length > 0 && { cookie: cookieHeader(jar) }) }
  const sent = await context.probe({ as: input.as, headers, ...bodyWith(context.request.body, type, token), fresh: true })
  return {
    csrfTokenFound: true,
    csrfSource: token.source,
    csrfName: token.name,
    csrfSent: sent.response !== null,
    csrfStatus: sent.response?.status,
    csrfTokenPasses: readOutcome(sent).kind === 'passed',
    needsApproval: sent.failure?.kind === 'needs-approval',
  }
}
