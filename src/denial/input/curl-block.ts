import type { Exchange, HeaderFields, Hop } from '../../exchange.ts'

/** A request as curl showed it; without `-v` it shows none. */
export type CurlRequest = { method: string; url: string; headers: HeaderFields }

/** One answer as it is read: `kept` counts the characters of its body, `line` is where it begins. */
export type CurlBlock = {
  status: number
  reason: string
  headers: HeaderFields
  body: string[]
  kept: number
  request: CurlRequest
  line: number
}

const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):([\s\S]*)$/
/** Characters of a body that are kept: as much as of a live answer. */
const BODY_KEPT_MAX = 262_144
/** Schemes whose first answer is a question to which curl itself sends the second request. */
const HANDSHAKE = /^(?:digest|ntlm|negotiate)\b/i

/** The request of output that shows none. */
export function unknownRequest(): CurlRequest {
  return { method: 'GET', url: '', headers: newFields() }
}

/** Header fields without inherited names. */
export function newFields(): HeaderFields {
  return Object.create(null) as HeaderFields
}

/** Adds a header line; false when the line is none. */
export function readField(headers: HeaderFields, line: string): boolean {
  const field = FIELD.exec(line)
  if (!field) return false
  const name = (field[1] as string).toLowerCase()
  const value = (field[2] as string).trim()
  const values = headers[name]
  if (values) values.push(value)
  else headers[name] = [value]
  return true
}

/** Keeps a line of the body, up to what is read of a body at all. */
export function keepLine(block: CurlBlock, line: string): void {
  if (block.kept >= BODY_KEPT_MAX) return
  block.body.push(line.slice(0, BODY_KEPT_MAX - block.kept))
  block.kept += line.length + 1
}

/** The redirect that an answer is, when another answer stands behind it. */
export function redirectOf({ status, headers, request }: CurlBlock): Hop | undefined {
  const location = status >= 300 && status < 400 ? headers.location?.[0] : undefined
  return location === undefined ? undefined : { url: request.url, status, location }
}

/** Whether another answer behind this one shows that it was none to the request: interim, a tunnel opened, a login's question. */
export function isPrelude(block: CurlBlock): boolean {
  return block.status < 200 || isTunnel(block) || isHandshake(block)
}

/** The exchange that ends with this answer. */
export function toExchange(block: CurlBlock, { request, hops }: { request: CurlRequest; hops: readonly Hop[] }): Exchange {
  return {
    request,
    ...(hops.length > 0 ? { hops: [...hops] } : {}),
    response: {
      status: block.status,
      headers: block.headers,
      body: block.body.join('\n').trim(),
      ...(block.kept >= BODY_KEPT_MAX ? { truncated: true } : {}),
    },
  }
}

function isTunnel({ status, reason, headers, body, request }: CurlBlock): boolean {
  if (status !== 200 || body.join('').trim() !== '') return false
  return request.method === 'CONNECT' || /connect|tunnel/i.test(reason) || !('content-type' in headers || 'content-length' in headers)
}

function isHandshake({ status, headers }: CurlBlock): boolean {
  const asked = status === 401 ? headers['www-authenticate'] : status === 407 ? headers['proxy-authenticate'] : undefined
  return asked?.some((value) => HANDSHAKE.test(value)) ?? false
}
