import { isCredentialHeader } from '../../redaction/sensitive-name.ts'
import type { ProbeRequest } from '../check.ts'

/** What belongs to the connection or to us (RFC 9110, 7.6.1), with `_` for `-` as well: never taken over from a person's request. */
const OURS = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'content-length',
  'user-agent',
  'traceparent',
  'tracestate',
  'http2-settings',
])

/** What a probe may say at another origin. */
const HARMLESS = new Set(['accept', 'accept-language', 'accept-encoding', 'user-agent', 'traceparent'])

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/
const HEADERS_MAX_BYTES = 64 * 1024

/** Header values by name in lower case. */
export type Headers = Readonly<Record<string, string>>

function lowerCase(headers: Headers): [string, string][] {
  return Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
}

type Parts = {
  /** Headers of the incident's request; its credentials are left out unless `ownCredentials`. */
  request: Headers
  ownCredentials: boolean
  identity: Headers
  probe: Pick<ProbeRequest, 'headers' | 'without'>
  always: Headers
}

/** All headers of a probe by lower-case name: the request's own, the identity's, the probe's, then ours. */
export function requestHeaders({ request, ownCredentials, identity, probe, always }: Parts): Headers {
  const own = lowerCase(request).filter(([name]) => ownCredentials || !isCredentialHeader(name))
  const left = new Set((probe.without ?? []).map((name) => name.toLowerCase()))
  const entries = [...own, ...lowerCase(identity), ...lowerCase(probe.headers ?? {})]
  const kept = entries.filter(([name]) => !isOwnHeader(name) && !left.has(name))
  const agent = left.has('user-agent') ? undefined : entries.findLast(([name]) => name === 'user-agent')?.[1]
  return { accept: '*/*', 'accept-encoding': 'gzip, deflate, br', ...Object.fromEntries(kept), ...always, ...withAgent(agent, always) }
}

/** The person's own User-Agent may be what is refused, so it goes first; ours stays behind it for whoever reads the target's logs. */
function withAgent(theirs: string | undefined, always: Headers): Headers {
  const ours = always['user-agent']
  return theirs === undefined || ours === undefined || theirs.includes(ours) ? {} : { 'user-agent': `${theirs} ${ours}` }
}

/** Whether a header belongs to the connection or to us, however it is written. */
export function isOwnHeader(name: string): boolean {
  return OURS.has(name.toLowerCase().replaceAll('_', '-'))
}

function isControl(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || code === 0x7f
}

/** Why headers must not be sent, or null: a name that is none, a line break or control character (header injection), too much. */
export function refuseHeaders(headers: Headers): string | null {
  let bytes = 0
  for (const [name, value] of Object.entries(headers)) {
    bytes += name.length + value.length
    if (!NAME.test(name)) return 'a header name holds characters that no header name may hold'
    const codes = [...value].map((character) => character.codePointAt(0) ?? 0)
    if (codes.some(isControl)) return `the header ${name} holds a line break or control character`
    if (codes.some((code) => code > 0xff)) return `the header ${name} holds characters beyond Latin-1`
  }
  return bytes > HEADERS_MAX_BYTES ? 'the headers are longer than 64 KiB' : null
}

/** The headers that may follow to another origin: no credential, and nothing that could be one. */
export function harmlessHeaders(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)))
}
