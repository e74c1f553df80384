import { parseSetCookie } from 'set-cookie-parser'
import type { Exchange } from '../../exchange.ts'
import { percentDecoded } from '../percent-decoded.ts'
import { type CsrfPlace, type CsrfSigns, NO_SIGNS, recipeOf } from './csrf-recipe.ts'
import { readTags } from './read-tags.ts'

/**
 * A fresh CSRF token: where it was found, its name there, its value, the headers that send it back, and the header and form
 * field that its framework wants it in.
 */
export type CsrfToken = CsrfPlace & {
  value: string
  headers: Record<string, string>
  framework?: string
  header: string
  field?: string
}

type Found = CsrfPlace & { value: string; header?: string; field?: string }

/** Names of Django, Rails, Laravel, ASP.NET, Symfony, Spring, Angular, csurf, WordPress, Play and others. */
const FIELD =
  /^(?:_?csrf(?:[_-]?token)?|csrfmiddlewaretoken|authenticity_token|__requestverificationtoken|(?:\w+\[)?_token\]?|xsrf(?:[_-]?token)?|_xsrf|_wpnonce|gorilla\.csrf\.token|atl_token|form_key)$/i
const META = /^(?:csrf[_-]?token|_csrf|csrf|xsrf[_-]?token)$/i
const COOKIE =
  /^(?:csrf[_-]?token|_?csrf_?|csrfToken|xsrf-token|_xsrf|(?:__host-psifi\.)?x-csrf-token|__host-csrf[\w.-]*|__host-xsrf-token|nx-anti-csrf-token)$/i
const HEADERS = ['x-csrf-token', 'x-xsrf-token', 'x-csrftoken']
const IN_SCRIPT = /["']?\b(csrf_?token|xsrf_?token|csrfmiddlewaretoken|_csrf)["']?\s*[:=]\s*["']([^"'\s<>\\]{8,512})["']/i
const WORDPRESS_NONCE = /\bwpApiSettings\s*=\s*\{[^{}]{0,2000}?"nonce"\s*:\s*"([0-9a-f]{8,12})"/

function fromHeader({ headers }: NonNullable<Exchange['response']>): Found | undefined {
  const name = HEADERS.find((each) => (headers[each]?.[0]?.length ?? 0) > 8)
  const value = name === undefined ? undefined : headers[name]?.[0]
  return name !== undefined && value !== undefined ? { source: 'header', name, value, header: name } : undefined
}

function fromTags(body: string): Found | undefined {
  const tags = readTags(body, ['input', 'meta'])
  const metaNamed = (pattern: RegExp) =>
    tags.find(({ tag, attributes }) => tag === 'meta' && pattern.test(attributes.name ?? ''))?.attributes.content
  for (const { tag, attributes } of tags) {
    const { name = '', value, content } = attributes
    if (tag === 'input' && value && FIELD.test(name)) return { source: 'form', name, value, field: name }
    if (tag !== 'meta' || !content || !META.test(name)) continue
    const header = metaNamed(/^_csrf_header$/)
    const field = metaNamed(/^csrf-param$|^_csrf_parameter$/)
    return { source: 'meta', name, value: content, ...(header && { header }), ...(field && { field }) }
  }
  return undefined
}

function fromScript(body: string): Found | undefined {
  const nonce = WORDPRESS_NONCE.exec(body)?.[1]
  if (nonce !== undefined) return { source: 'script', name: 'wpApiSettings.nonce', value: nonce, header: 'x-wp-nonce' }
  const [, name, value] = IN_SCRIPT.exec(body) ?? []
  return name !== undefined && value !== undefined ? { source: 'script', name, value } : undefined
}

function fromCookie({ headers }: NonNullable<Exchange['response']>): Found | undefined {
  const cookies = parseSetCookie(headers['set-cookie'] ?? [], { decodeValues: false })
  const cookie = cookies.find(({ name, value }) => COOKIE.test(name) && value !== '')
  return cookie && { source: 'cookie', name: cookie.name, value: percentDecoded(cookie.value) }
}

/** A token as its framework wants it sent; unknown frameworks are sent it under the three usual header names. */
export function csrfTokenOf(found: Found, signs: CsrfSigns): CsrfToken {
  const { source, name, value } = found
  const recipe = recipeOf(found.field === undefined ? { source, name } : { source: 'form', name: found.field }, signs)
  const header = (found.header ?? recipe?.header ?? 'x-csrf-token').toLowerCase()
  const field = found.field ?? recipe?.field
  const headers = { 'x-csrf-token': value, 'x-xsrf-token': value, 'x-csrftoken': value, [header]: value }
  return { source, name, value, headers, header, ...(recipe && { framework: recipe.framework }), ...(field !== undefined && { field }) }
}

/** The fresh CSRF token that a page hands out: response header, hidden field, meta tag, script or cookie; null when there is none. */
export function findCsrfToken({ response }: Exchange, signs: CsrfSigns = NO_SIGNS): CsrfToken | null {
  if (!response) return null
  const found = fromHeader(response) ?? fromTags(response.body) ?? fromScript(response.body) ?? fromCookie(response)
  return found ? csrfTokenOf(found, signs) : null
}
