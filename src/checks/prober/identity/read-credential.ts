import { Buffer } from 'node:buffer'
import type { IdentityConfig, OAuth2 } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'
import { isCredentialHeader } from '../../../redaction/sensitive-name.ts'
import type { Credential, IdentityFacts, SubjectRequest } from '../../check.ts'
import { percentDecoded } from '../../percent-decoded.ts'

/** A shorter cookie value is a setting (`lang=en`) rather than a secret. */
const COOKIE_SECRET_MIN = 8

/** Name and value of each cookie of a Cookie header (RFC 6265, 4.2). */
export function parseCookies(header: string): Record<string, string> {
  const pairs = header.split(';').flatMap((pair): [string, string][] => {
    const equals = pair.indexOf('=')
    return equals > 0 ? [[pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]] : []
  })
  return Object.fromEntries(pairs)
}

/** The credential that headers amount to. */
export function credentialOf(headers: Readonly<Record<string, string>>): Credential {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  const bearer = /^\s*bearer\s+(\S+)/i.exec(lower.authorization ?? '')?.[1]
  return { headers: lower, cookies: parseCookies(lower.cookie ?? ''), ...(bearer !== undefined && { bearer }) }
}

/** What the person pasted with the request itself. */
export function ownCredential(request: SubjectRequest): Credential {
  return credentialOf(Object.fromEntries(Object.entries(request.headers).filter(([name]) => isCredentialHeader(name))))
}

/** Gets an access token (RFC 6749). `key` names whose it is; `fresh` leaves one that is at hand aside. @throws `secret.missing`, CheckFailed */
export type FetchToken = (oauth2: OAuth2, whose?: { key: string; fresh: boolean }) => Promise<string>

type Powers = { readSecret: SecretReader; fetchToken: FetchToken }

/** Reads the secrets of an identity. A client certificate is no header: the connection presents it. @throws `secret.missing`, CheckFailed */
export async function readCredential(identity: IdentityConfig, { readSecret, fetchToken }: Powers): Promise<Credential> {
  const headers: Record<string, string> = {}
  if (identity.bearer) headers.authorization = `Bearer ${await readSecret(identity.bearer)}`
  if (identity.oauth2) headers.authorization = `Bearer ${await fetchToken(identity.oauth2)}`
  if (identity.basic) {
    const pair = `${identity.basic.username}:${await readSecret(identity.basic.password)}`
    headers.authorization = `Basic ${Buffer.from(pair).toString('base64')}`
  }
  if (identity.cookie) headers.cookie = await readSecret(identity.cookie)
  for (const [name, ref] of Object.entries(identity.headers ?? {})) headers[name.toLowerCase()] = await readSecret(ref)
  return credentialOf(headers)
}

/** What kind of credential an identity is. */
export function kindOfIdentity(identity: IdentityConfig): IdentityFacts['kind'] {
  if (identity.bearer) return 'bearer'
  if (identity.basic) return 'basic'
  if (identity.cookie) return 'cookie'
  if (identity.oauth2) return 'oauth2'
  if (identity.clientCertificate) return 'certificate'
  return identity.headers && Object.keys(identity.headers).length > 0 ? 'headers' : 'none'
}

/**
 * Every text of a credential that must never be seen: header values, tokens with their parts, passwords, cookie values as they
 * are and as frameworks hand them on: many percent-encode them on the way out.
 */
export function secretsOf(credential: Credential): string[] {
  const cookies = Object.values(credential.cookies)
    .flatMap((value) => [value, percentDecoded(value)])
    .filter((value) => value.length >= COOKIE_SECRET_MIN)
  const others = Object.entries(credential.headers).filter(([name]) => name !== 'cookie')
  return others
    .flatMap(([, value]) => {
      const token = value.trim().replace(/^[A-Za-z][\w-]*\s+/, '')
      const basic = /^basic\s/i.test(value.trim()) ? Buffer.from(token, 'base64').toString() : ''
      const parts = token.split('.').filter((part) => part.length >= COOKIE_SECRET_MIN)
      return [value.trim(), token, basic, basic.slice(basic.indexOf(':') + 1), ...parts].filter((text) => text !== '')
    })
    .concat(cookies)
}
