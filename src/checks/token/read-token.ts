import { decodeJwt, decodeProtectedHeader } from 'jose'
import type { Credential } from '../check.ts'
import { type Claims, factsOfClaims, first, present } from './claim-facts.ts'
import { type FoundToken, findToken } from './find-token.ts'
import { expiryOfKey, isNoToken, type TokenLook } from './look-of-token.ts'

/** What a token says about itself, unverified. Times in seconds since 1970, as in RFC 7519. */
export type TokenFacts = {
  format: 'jwt' | 'opaque' | 'none'
  malformed: boolean
  looksLike?: TokenLook
  where?: string
  algorithm?: string
  keyId?: string
  /** What the sender has to hold besides (RFC 7800): a key of DPoP (RFC 9449) or a client certificate (RFC 8705). */
  boundTo?: 'key' | 'certificate'
  unsigned: boolean
  issuer?: string
  audience: string[]
  subject?: string
  client?: string
  scopes: string[]
  roles: string[]
  groups: string[]
  tenant?: string
  claims: string[]
  exp?: number
  nbf?: number
  iat?: number
}

const EMPTY = { audience: [], scopes: [], roles: [], groups: [], claims: [], malformed: false, unsigned: false }

function factsOfJwt({ token, where, look }: FoundToken): TokenFacts {
  const header = decodeProtectedHeader(token)
  return {
    ...factsOfClaims(decodeJwt(token)),
    ...present({ algorithm: header.alg, keyId: first([header.kid]) }),
    format: 'jwt',
    where,
    looksLike: look,
    malformed: isNoToken(look),
    unsigned: header.alg === undefined || header.alg.toLowerCase() === 'none' || token.endsWith('.'),
  }
}

function factsOfOpaque({ token, where, look }: FoundToken): TokenFacts {
  const exp = expiryOfKey(token)
  const isCut = token.startsWith('eyJ') && look !== 'jwe'
  return { ...EMPTY, format: 'opaque', where, looksLike: look, malformed: isNoToken(look) || isCut, ...(exp !== undefined && { exp }) }
}

/** Reads the token of a credential: bearer, or a JWT in another header or a cookie. Nothing of the token itself is in the answer. */
export function readToken(credential: Credential): TokenFacts {
  const found = findToken(credential)
  if (!found) return { ...EMPTY, format: 'none' }
  if (found.look === 'empty') return { ...EMPTY, format: 'none', looksLike: 'empty' }
  try {
    return factsOfJwt(found)
  } catch {
    return factsOfOpaque(found)
  }
}

/** An opaque token with what introspection told of it; a JWT speaks for itself, but for scopes that it does not name. */
export function withTold(facts: TokenFacts, told: Claims | undefined): TokenFacts {
  if (!told) return facts
  const { active: _, ...claims } = told
  const known = factsOfClaims(claims)
  if (facts.format === 'opaque') return { ...facts, ...known }
  return facts.scopes.length > 0 ? facts : { ...facts, scopes: known.scopes }
}
