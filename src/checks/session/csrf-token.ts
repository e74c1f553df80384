import { parseSetCookie } from 'set-cookie-parser'
import type { Exchange } from '../../exchange.ts'
import type { SessionFinding } from './session-finding.ts'

/** A fresh CSRF token: where it was found, its name there, its value, and the headers and field that send it back. */
export type CsrfToken = { source: NonNullable<SessionFinding['csrfSource']>; name: string; value: string; headers: Record<string, string> }

/** Names of Django, Rails, Laravel, ASP.NET, Symfony, Spring, Angular, csurf and others. */
const FIELD =
  /^(?:_?csrf(?:[_-]?token)?|csrfmiddlewaretoken|authenticity_token|__requestverificationtoken|_token|xsrf(?:[_-]?token)?|_xsrf)$/i
const META = /^(?:csrf[_-]?token|_csrf|csrf|xsrf[_-]?token)$/i
const COOKIE = /^(?:csrf[_-]?token|_?csrf|xsrf-token|_xsrf|x-csrf-token|__host-csrf[\w.-]*)$/i
const HEADERS = ['x-csrf-token', 'x-xsrf-token', 'x-csrftoken']
const TAGS = /<(input|meta)\b([^<>]{1,2048})>/gi

function attribute(tag: string, name: string): string | undefined {
  const [, double, single, bare] = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag) ?? []
  return double ?? single ?? bare
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

function sentBack(value: string): Record<string, string> {
  return { 'x-csrf-token': value, 'x-xsrf-token': value, 'x-csrftoken': value }
}

function fromTags(body: string): CsrfToken | null {
  for (const [, tag = '', attributes = ''] of body.matchAll(TAGS)) {
    const isInput = tag.toLowerCase() === 'input'
    const name = attribute(attributes, 'name') ?? ''
    const value = attribute(attributes, isInput ? 'value' : 'content')
    if (value && (isInput ? FIELD : META).test(name)) return { source: isInput ? 'form' : 'meta', name, value, headers: sentBack(value) }
  }
  return null
}

/** The fresh CSRF token that a page hands out: hidden field, meta tag, cookie or response header; null when there is none. */
export function findCsrfToken({ response }: Exchange): CsrfToken | null {
  if (!response) return null
  const cookies = parseSetCookie(response.headers['set-cookie'] ?? [], { decodeValues: false })
  const cookie = cookies.find(({ name, value }) => COOKIE.test(name) && value !== '')
  const header = HEADERS.find((name) => (response.headers[name]?.[0]?.length ?? 0) > 8)
  const value = header === undefined ? undefined : response.headers[header]?.[0]
  if (header !== undefined && value !== undefined) return { source: 'header', name: header, value, headers: sentBack(value) }
  const tag = fromTags(response.body)
  if (tag) return tag
  return cookie ? { source: 'cookie', name: cookie.name, value: cookie.value, headers: sentBack(decoded(cookie.value)) } : null
}
