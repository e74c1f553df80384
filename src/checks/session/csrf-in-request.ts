import type { Credential, SubjectRequest } from '../check.ts'
import { percentDecoded } from '../percent-decoded.ts'
import { CSRF_RECIPES } from './csrf-recipes.ts'
import type { SetCookie } from './read-set-cookies.ts'

const HEADERS = new Set([
  'x-csrf-token',
  'x-xsrf-token',
  'x-csrftoken',
  'csrf-token',
  'xsrf-token',
  ...CSRF_RECIPES.flatMap(({ header }) => header ?? []),
])
const FIELDS = new Set([...CSRF_RECIPES.flatMap(({ field }) => field ?? []), 'csrf-token', 'csrftoken', 'xsrf'])

/** Whether the incident's own request carries a CSRF token, and what is wrong with it: sentences without its value. */
export type CsrfInRequest = { tokenInRequest: boolean; csrfProblems: string[] }

function isForm({ headers }: SubjectRequest): boolean {
  return Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && /x-www-form-urlencoded/i.test(value))
}

/** Double submit: the header has to say what the cookie says, percent-decoded. */
function echoProblems(headers: Readonly<Record<string, string>>, cookies: Credential['cookies']): string[] {
  return CSRF_RECIPES.filter(({ echoes }) => echoes).flatMap(({ header = '', cookie }) => {
    const name = Object.keys(cookies).find((each) => cookie?.test(each))
    const sent = headers[header]
    const kept = name === undefined ? undefined : cookies[name]
    if (sent === undefined || kept === undefined || sent === percentDecoded(kept)) return []
    if (sent === kept) return [`The header ${header} holds the value of the cookie ${name} still percent-encoded.`]
    return [`The header ${header} says something else than the cookie ${name}.`]
  })
}

/** Reads the token that the incident's request carries. A multipart or JSON body is not searched. */
export function csrfInRequest(request: SubjectRequest, credential: Credential): CsrfInRequest {
  const lower = (headers: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const headers = { ...lower(request.headers), ...lower(credential.headers) }
  const fields = [...(isForm(request) ? new URLSearchParams(request.body ?? '') : []), ...new URL(request.url).searchParams]
  const found = [
    ...Object.entries(headers).filter(([name]) => HEADERS.has(name)),
    ...fields.filter(([name]) => FIELDS.has(name) && name !== '_token'),
    ...(isForm(request) ? fields.filter(([name]) => name === '_token') : []),
  ]
  const empty = found.filter(([, value]) => value.trim() === '').map(([name]) => `The request carries ${name}, but it is empty.`)
  return {
    tokenInRequest: found.some(([, value]) => value.trim() !== ''),
    csrfProblems: [...empty, ...echoProblems(headers, credential.cookies)],
  }
}

/** What is wrong with the cookies that hand out a token: they do not come back, or no script can read them. Sentences. */
export function csrfCookieProblems(set: readonly SetCookie[]): string[] {
  const found = set.flatMap(({ name, stored, problem, deleted }) => {
    const recipe = CSRF_RECIPES.find(({ cookie }) => cookie?.test(name))
    if (!recipe || deleted) return []
    const isHidden = recipe.isRead && stored?.httpOnly
    return [
      ...(problem === undefined ? [] : [problem]),
      ...(isHidden ? [`The cookie ${name} is HttpOnly, so no script can read it to send it back in ${recipe.header}.`] : []),
    ]
  })
  return [...new Set(found)]
}
