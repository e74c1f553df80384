import { Buffer } from 'node:buffer'
import type { Exchange, HeaderFields } from '../exchange.ts'
import { formDecoded } from './form-decoded.ts'
import { REDACTED } from './redacted.ts'
import { isHarmless } from './secret-value.ts'
import { secretsOfRequest } from './secrets-of-request.ts'
import { isCredentialHeader } from './sensitive-name.ts'

/** A shorter cookie value is a setting (`lang=en`) rather than a secret. */
const COOKIE_SECRET_MIN = 8
const LENGTH_MIN = 4
/** Each makes looking for secrets slower; no honest exchange carries more. */
const SECRETS_MAX = 200

function cookieValues(header: string): string[] {
  const values = header.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())
  return values.flatMap((value) => [value, formDecoded(value)]).filter((value) => value.length >= COOKIE_SECRET_MIN)
}

/** The value of a credential, what follows its scheme, and the password of a basic pair (RFC 7617). */
function credentialValues(header: string): string[] {
  const token = header.trim().replace(/^[A-Za-z][\w-]*\s+/, '')
  const pair = /^basic\s/i.test(header.trim()) ? Buffer.from(token, 'base64').toString() : ''
  return [header.trim(), token, pair, pair.slice(pair.indexOf(':') + 1)]
}

function secretsOfHeaders(headers: HeaderFields): string[] {
  return Object.entries(headers)
    .filter(([name]) => isCredentialHeader(name))
    .flatMap(([name, values]) => values.flatMap(/^cookie$/i.test(name) ? cookieValues : credentialValues))
}

/**
 * What must not come back in an answer to this very request, nor in what is told of it: its credentials, the secrets of
 * its URL and body, and the cookies that the answer sets. Nothing that was redacted before.
 */
export function secretsOfExchange({ request, response }: Exchange): string[] {
  const set = (response?.headers['set-cookie'] ?? []).flatMap((line) => cookieValues(line.split(';')[0] ?? ''))
  const all = [...secretsOfHeaders(request.headers), ...secretsOfRequest(request), ...set]
  const secrets = all.filter((value) => value.length >= LENGTH_MIN && !isHarmless(value) && !value.includes(REDACTED))
  return [...new Set(secrets)].slice(0, SECRETS_MAX)
}
