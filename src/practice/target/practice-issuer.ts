import { createLocalJWKSet, errors, exportJWK, generateKeyPair, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose'

/** The audience that the practice application takes tokens for. */
const PRACTICE_AUDIENCE = 'practice-orders'

const ALGORITHM = 'ES256'
const KEY_ID = 'practice-1'

/** What a practice token says of its bearer. `scope` is a space separated list (RFC 8693, 4.2). */
export type PracticeClaims = { sub: string; tenant: string; roles: readonly string[]; groups: readonly string[]; scope: string }

/** When a token holds and for whom. Times in seconds from now; negative ones lie in the past. */
export type Validity = { issuedInS?: number; expiresInS?: number; audience?: string; forged?: boolean }

/** What is wrong with a token, in the words of RFC 7519; `signature` stands for an unknown key as well. */
export type TokenFault = 'expired' | 'audience' | 'issuer' | 'signature' | 'malformed'

/** The identity provider of the practice target: signs tokens, verifies them, publishes its keys. */
export type PracticeIssuer = {
  issuer: string
  keys: JSONWebKeySet
  sign(claims: PracticeClaims, validity?: Validity): Promise<string>
  verify(token: string): Promise<{ claims: PracticeClaims } | { fault: TokenFault }>
}

const QUARTER_S = 90 * 24 * 3600

/** Makes a fresh key pair, so that no practice token outlives its process. */
export async function createPracticeIssuer({ issuer, now }: { issuer: string; now(): Date }): Promise<PracticeIssuer> {
  const pair = await generateKeyPair(ALGORITHM)
  const stranger = await generateKeyPair(ALGORITHM)
  const keys = { keys: [{ ...(await exportJWK(pair.publicKey)), kid: KEY_ID, alg: ALGORITHM, use: 'sig' }] }
  const findKey = createLocalJWKSet(keys)

  return {
    issuer,
    keys,
    sign(claims, { issuedInS = 0, expiresInS = QUARTER_S, audience = PRACTICE_AUDIENCE, forged = false } = {}) {
      const nowS = Math.floor(now().getTime() / 1000)
      return new SignJWT({ ...claims })
        .setProtectedHeader({ alg: ALGORITHM, kid: KEY_ID, typ: 'at+jwt' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setIssuedAt(nowS + issuedInS)
        .setExpirationTime(nowS + expiresInS)
        .sign((forged ? stranger : pair).privateKey)
    },
    async verify(token) {
      try {
        const { payload } = await jwtVerify<PracticeClaims>(token, findKey, { issuer, audience: PRACTICE_AUDIENCE, currentDate: now() })
        return { claims: payload }
      } catch (error) {
        return { fault: faultOf(error) }
      }
    },
  }
}

function faultOf(error: unknown): TokenFault {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'aud' ? 'audience' : 'issuer'
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey) return 'signature'
  return 'malformed'
}
