import { errors } from 'undici'
import type { Exchange, FailureKind } from '../../exchange.ts'
import { CERTIFICATE_WANTED, wantsClientCertificate } from './address/certificate-wanted.ts'
import { TunnelFailed } from './ways/tunnel-failure.ts'

/** Why an exchange has no response. */
export type Failure = NonNullable<Exchange['failure']>

const TLS =
  /^(?:ERR_TLS|ERR_SSL|ERR_OSSL_|ERR_MISSING_PASSPHRASE|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH_|EPROTO)/
const PROTOCOL = /^(?:HPE_|UND_ERR_HEADERS_OVERFLOW|UND_ERR_RES_|UND_ERR_RESPONSE|UND_ERR_NOT_SUPPORTED|UND_ERR_INFO)/

function codesOf(error: unknown): string[] {
  if (typeof error !== 'object' || error === null) return []
  if (error instanceof errors.HTTPParserError) return [error.code ?? 'HPE_INVALID']
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  const inner = error instanceof AggregateError ? error.errors.flatMap(codesOf) : []
  return [...own, ...inner, ...('cause' in error ? codesOf(error.cause) : [])]
}

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
  CERT_NOT_YET_VALID: 'the server’s certificate is not valid yet',
  SELF_SIGNED_CERT_IN_CHAIN: 'the server’s certificate is by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the server’s certificate chain is incomplete or not trusted',
  [CERTIFICATE_WANTED]: 'the server asked for a client certificate and closed the connection without an answer',
  ERR_MISSING_PASSPHRASE: 'the key of the client certificate needs a passphrase',
}

/** Alerts about the client's certificate (RFC 8446, 6.2), by the end of OpenSSL's names, whose beginning differs between versions. */
const ALERTS: readonly (readonly [RegExp, string])[] = [
  [/_ALERT_CERTIFICATE_REQUIRED$/, 'the server demands a client certificate'],
  [/_ALERT_BAD_CERTIFICATE$/, 'the server does not accept the client certificate, or demands one'],
  [/_ALERT_UNKNOWN_CA$/, 'the server does not know the authority of the client certificate'],
  [/_ALERT_CERTIFICATE_EXPIRED$/, 'the server says that the client certificate has expired'],
  [/_ALERT_CERTIFICATE_REVOKED$/, 'the server says that the client certificate is revoked'],
  [/_ALERT_(?:UNSUPPORTED_CERTIFICATE|CERTIFICATE_UNKNOWN|ACCESS_DENIED)$/, 'the server does not accept the client certificate'],
  [/_UNRECOGNIZED_NAME$/, 'the server knows no such name in the TLS handshake'],
  [/_ALERT_PROTOCOL_VERSION$/, 'the server speaks no TLS version that we offer'],
  [/_ALERT_HANDSHAKE_FAILURE$/, 'the server broke the TLS handshake off'],
  [/^ERR_OSSL_X509_KEY_VALUES_MISMATCH$/, 'the key does not belong to the client certificate'],
  [/^ERR_OSSL_(?:PEM|ASN1|EVP|UNSUPPORTED|DECODER|BAD|WRONG|CRYPTO)/, 'the client certificate, its key or the authority cannot be read'],
]

function wordsOf(code: string, error: unknown): string {
  const isBare = code.endsWith('_ALERT_HANDSHAKE_FAILURE')
  if (isBare && wantsClientCertificate(error)) return 'the server asked for a client certificate and broke the TLS handshake off'
  return WORDS[code] ?? ALERTS.find(([pattern]) => pattern.test(code))?.[1] ?? `the request failed (${code})`
}

function kindOf(codes: readonly string[]): FailureKind {
  if (codes.some((code) => TLS.test(code))) return 'tls'
  if (codes.some((code) => PROTOCOL.test(code))) return 'protocol'
  if (codes.some((code) => code === 'ETIMEDOUT' || code.endsWith('_TIMEOUT'))) return 'timeout'
  return 'unreachable'
}

/** An error of Node's network or of undici as a failure, by its codes; its message is made of our own words. */
export function failureOf(error: unknown): Failure {
  if (error instanceof TunnelFailed) {
    const { kind, message } = failureOf(error.cause)
    return { kind, message: `the proxy gave no tunnel: ${message}` }
  }
  const codes = codesOf(error)
  const code = codes.find((known) => known in WORDS) ?? codes[0]
  return { kind: kindOf(codes), message: code === undefined ? 'the request failed' : wordsOf(code, error) }
}
