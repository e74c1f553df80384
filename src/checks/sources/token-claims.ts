import { decodeJwt } from 'jose'
import { isSensitiveName } from '../../redaction/sensitive-name.ts'
import type { Credential } from '../check.ts'
import { readToken } from '../token/read-token.ts'

/** What templates see of a token, unverified: the usual claims by one name each, and all of them under `claims`. */
export type TokenScope = {
  present: boolean
  sub?: string | undefined
  iss?: string | undefined
  aud?: string[]
  client?: string | undefined
  tenant?: string | undefined
  scopes?: string[]
  roles?: string[]
  groups?: string[]
  claims: Readonly<Record<string, unknown>>
}

function decoded(token: string): Record<string, unknown>[] {
  try {
    return [decodeJwt(token)]
  } catch {
    return []
  }
}

/** Claims by their names; those whose name speaks of a secret (`csrf_token`, `session_id`) are left out. */
function claimsOf({ bearer, headers, cookies }: Credential): Record<string, unknown> {
  const carried = [bearer ?? '', ...Object.values(headers).map((value) => value.replace(/^\w+\s+/, '')), ...Object.values(cookies)]
  const [claims = {}] = carried.flatMap(decoded)
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !isSensitiveName(name)))
}

/** The token of a credential as templates of sources see it; lists are there, though empty, wherever a token could be read. */
export function tokenScope(credential: Credential): TokenScope {
  const { format, subject, issuer, audience, client, tenant, scopes, roles, groups } = readToken(credential)
  if (format !== 'jwt') return { present: format !== 'none', claims: {} }
  return { present: true, sub: subject, iss: issuer, aud: audience, client, tenant, scopes, roles, groups, claims: claimsOf(credential) }
}
