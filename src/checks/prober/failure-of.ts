import { errors } from 'undici'
import type { Exchange, FailureKind } from '../../exchange.ts'

/** Why an exchange has no response. */
export type Failure = NonNullable<Exchange['failure']>

const TLS = /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_|EPROTO)/
const PROTOCOL = /^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_|UND_ERR_RESPONSE|UND_ERR_NOT_SUPPORTED|UND_ERR_INFO)/

function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return []
  if (error instanceof errors.HTTPParserError) return [error.code ?? 'HPE_INVALID']
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : []
  return [...own, ...inner, ...('cause' in error ? codesOf(error.cause) : [])]
}

/** How undici tells that a proxy answered CONNECT with another status than 200. */
const REFUSED_TUNNEL = /^Proxy response \((\d{3})\) !== 200/

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  UND_ERR_SOCKET: 'the connection was closed before an answer came',
  HPE_INVALID: 'the answer is not HTTP',
  UND_ERR_HEADERS_OVERFLOW: 'the response headers are too long',
  CERT_HAS_EXPIRED: 'the server’s certificate has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the server’s certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the server’s certificate is self-signed',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the server’s certificate chain is incomplete or not trusted',
}

function kindOf(codes: readonly string[]): FailureKind {
  if (codes.some((code) => TLS.test(code))) return 'tls'
  if (codes.some((code) => PROTOCOL.test(code))) return 'protocol'
  if (codes.some((code) => code === 'ETIMEDOUT' || code.endsWith('_TIMEOUT'))) return 'timeout'
  return 'unreachable'
}

/** An error of Node's network or of undici as a failure, by its codes; its message is made of our own words. */
export function failureOf(error: unknown): Failure {
  const tunnel = error instanceof Error ? REFUSED_TUNNEL.exec(error.message)?.[1] : undefined
  if (tunnel !== undefined) return { kind: 'refused', message: `the proxy refused the tunnel with status ${tunnel}` }
  const codes = codesOf(error)
  const code = codes.find((known) => known in WORDS) ?? codes[0]
  return { kind: kindOf(codes), message: (code && WORDS[code]) || (code ? `the request failed (${code})` : 'the request failed') }
}
