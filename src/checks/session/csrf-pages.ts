import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { SAFE_GET } from '../safe-request.ts'
import { withPath } from '../with-path.ts'
import { type CsrfSigns, recipesShown } from './csrf-recipe.ts'
import type { CsrfEndpoint } from './csrf-recipes.ts'
import { type CsrfToken, csrfTokenOf, findCsrfToken } from './csrf-token.ts'
import type { SessionInput } from './session-finding.ts'

/** More pages than these are not asked for a token, and fewer where so many probes must stay for asking again. */
const PAGES_MAX = 6
const PROBES_KEPT = 12
/** What a token that comes as plain text or JSON may look like. */
const TOKEN = /^[\w.+/=~-]{8,512}$/

/** A fresh token and the page that handed it out. */
export type FetchedToken = { token: CsrfToken; page: Exchange }

type Page = { url: string; read: CsrfEndpoint['read'] }

/** Pages of the incident's own origin, likely ones first: itself, what its framework offers, the page it came from, those above it, the login. */
function pagesFor({ request, target }: CheckContext, { csrfPath }: SessionInput, { signs, login }: Hunt): Page[] {
  const { pathname, origin } = new URL(request.url)
  const page = (path: string | undefined): Page => ({ url: withPath(request.url, path), read: 'page' })
  if (csrfPath !== undefined) return [page(csrfPath)].filter(({ url }) => target.allows(url))
  const offered = recipesShown(signs).flatMap(({ endpoints = [] }) =>
    endpoints.map(({ path, read }): Page => ({ url: withPath(request.url, path), read })),
  )
  const referer = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'referer')?.[1]
  const linked = [referer, login].flatMap((url): Page[] => (url === undefined ? [] : [{ url, read: 'page' }]))
  const above = page(pathname.replace(/\/[^/]*\/?$/, '') || '/')
  const wanted = [page(undefined), ...offered, ...linked.slice(0, 1), above, page('/'), ...linked.slice(1), page('/login')]
  const isAllowed = ({ url }: Page) => URL.parse(url)?.origin === origin && target.allows(url)
  return [...new Map(wanted.filter(isAllowed).map((each) => [each.url, each])).values()].slice(0, PAGES_MAX)
}

function jsonField(body: string, field: string): unknown {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[field] : undefined
  } catch {
    return undefined
  }
}

function readToken(page: Exchange, read: CsrfEndpoint['read'], signs: CsrfSigns): CsrfToken | null {
  if (read === 'page') return findCsrfToken(page, signs)
  const { status = 0, body = '' } = page.response ?? {}
  const value = read === 'text' ? body.trim() : jsonField(body, read.json)
  if (status !== 200 || typeof value !== 'string' || !TOKEN.test(value)) return null
  return csrfTokenOf({ source: 'endpoint', name: new URL(page.request.url).pathname, value }, signs)
}

/** What is known before a token is looked for: the answer to reading, what shows the framework, where the login is. */
export type Hunt = { baseline: Exchange; signs: CsrfSigns; login: string | undefined }

/** The first page that hands out a CSRF token, asked with the identity’s session; null when none does. */
export async function fetchCsrfToken(context: CheckContext, input: SessionInput, hunt: Hunt): Promise<FetchedToken | null> {
  const { baseline, signs } = hunt
  const atHand = input.csrfPath === undefined ? findCsrfToken(baseline, signs) : null
  if (atHand) return { token: atHand, page: baseline }
  for (const { url, read } of pagesFor(context, input, hunt)) {
    if (context.target.probesLeft() <= PROBES_KEPT) break
    const page = await context.probe({ ...SAFE_GET, as: input.as, url, headers: { 'x-csrf-token': 'fetch' } })
    const token = readToken(page, read, signs)
    if (token) return { token, page }
  }
  return null
}
