import { isCredentialHeader, isSensitiveName, isSensitiveParameter } from '../../redaction/sensitive-name.ts'
import { bodyFields } from './body-fields.ts'
import type { Change, PartKind } from './change.ts'
import { type Field, pairFields } from './pair-list.ts'
import { shownName } from './part-name.ts'

/** The refused request as it is sent: `headers` the person's own, `identity` those of who asks, both with lower-case names. */
export type RefusedRequest = {
  method: string
  url: string
  headers: Readonly<Record<string, string>>
  identity: Readonly<Record<string, string>>
  body: string | null
}

/** What may be left out: `ordinary` parts, and cookies that look like the session itself. */
export type RequestParts = { ordinary: Change[]; session: Change[] }

/** What the connection or the prober decides; leaving it out changes nothing. */
const NOT_SENT =
  /^(?:host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|expect|content-length|traceparent|tracestate|http2-settings)$/
const SESSION = /sess|sid$|auth|token|jwt|login|identity|remember|ticket|^__(?:host|secure)-|^wordpress_|^\.aspnet/i

/** Matrix parameters of the path, `;v=1` (RFC 3986, 3.3). */
export const MATRIX = /;[^/;]*/g

function leftOut(kind: PartKind, { at, name }: Field): Change {
  return { kind, name: shownName(name), how: 'removed', at }
}

function headerParts({ headers, identity }: RefusedRequest): Change[] {
  const names = Object.keys(headers).filter((name) => !NOT_SENT.test(name) && !isCredentialHeader(name) && !(name in identity))
  return names.sort().map((name) => leftOut('header', { at: name, name, value: '' }))
}

function queryParts(url: URL): Change[] {
  const fields = pairFields(url.search.slice(1), '&').filter(({ name }) => !isSensitiveParameter(name))
  return fields.map((field) => leftOut('query', field))
}

function matrixParts(url: URL): Change[] {
  const found = [...url.pathname.matchAll(MATRIX)]
  return found.map(([text], i) => leftOut('path', { at: String(i), name: text.split('=')[0] ?? '', value: '' }))
}

/**
 * The parts of a request, each as the change that leaves it out. Credentials are none: headers and parameters that say who asks
 * stay. Of the body only what is sent is a part.
 */
export function requestParts(request: RefusedRequest): RequestParts {
  const url = new URL(request.url)
  const cookies = pairFields(request.identity.cookie ?? '', ';')
  const isSession = ({ name }: Field) => SESSION.test(name) || isSensitiveName(name)
  const body = request.body === null ? [] : bodyFields(request.body)
  return {
    ordinary: [
      ...headerParts(request),
      ...cookies.filter((field) => !isSession(field)).map((field) => leftOut('cookie', field)),
      ...queryParts(url),
      ...matrixParts(url),
      ...body.map((field) => leftOut('body', field)),
    ],
    session: cookies.filter(isSession).map((field) => leftOut('cookie', field)),
  }
}

/** The value of a part as it is sent; undefined where it has none. */
export function partValue(request: RefusedRequest, { kind, at }: Change): unknown {
  const search = new URL(request.url).search.slice(1)
  const fieldsOf: Partial<Record<PartKind, () => Field[]>> = {
    query: () => pairFields(search, '&'),
    cookie: () => pairFields(request.identity.cookie ?? '', ';'),
    body: () => bodyFields(request.body ?? ''),
  }
  if (kind === 'header') return request.headers[at]
  return fieldsOf[kind]?.().find((field) => field.at === at)?.value
}
