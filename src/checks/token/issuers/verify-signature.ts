import { createHmac, timingSafeEqual } from 'node:crypto'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, errors, exportSPKI, importJWK, type JSONWebKeySet, type JWK } from 'jose'
import { z } from 'zod'

/** What a token's signature is worth: `key-unknown` where the issuer publishes no key of that id. */
export const Signature = z.enum(['valid', 'invalid', 'key-unknown', 'unsigned', 'not-checked'])
export type Signature = z.infer<typeof Signature>

/** A judgement with its reason, a clause that fits after a colon. */
export type Verified = { signature: Signature; why?: string }

/** Algorithms with a public key (RFC 7518, 3.1; RFC 8037; RFC 9864). */
const PUBLIC_KEY = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const
const HMAC: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }

/** Keys that are tried one by one where none is named: a longer list is no key set but a way to keep us busy. */
const KEYS_TRIED_MAX = 100

type Expected = { keys: JSONWebKeySet; algorithms: readonly string[] | undefined }

function isPublic({ kty }: JWK): boolean {
  return kty === 'RSA' || kty === 'EC' || kty === 'OKP'
}

/** A public key as text, in the spellings that a confused verifier would take for a secret. */
async function spellings(key: JWK): Promise<string[]> {
  try {
    const imported = await importJWK(key, key.alg ?? (key.kty === 'RSA' ? 'RS256' : undefined), { extractable: true })
    if (imported instanceof Uint8Array) return []
    const pem = (await exportSPKI(imported)).trim()
    return [pem, `${pem}\n`]
  } catch {
    return []
  }
}

/** Whether a token is signed with a public key in place of a shared secret: a forgery that confused verifiers accept (RFC 8725, 2.1). */
async function isConfused(token: string, hash: string, { keys }: JSONWebKeySet): Promise<boolean> {
  const [head = '', body = '', tail = ''] = token.split('.')
  const sent = Buffer.from(tail, 'base64url')
  const secrets = (await Promise.all(keys.slice(0, KEYS_TRIED_MAX).map(spellings))).flat()
  return secrets.some((secret) => {
    const made = createHmac(hash, secret).update(`${head}.${body}`).digest()
    return made.length === sent.length && timingSafeEqual(made, sent)
  })
}

async function judgeHmac(token: string, { algorithm, hash }: { algorithm: string; hash: string }, expected: Expected): Promise<Verified> {
  if (await isConfused(token, hash, expected.keys))
    return { signature: 'invalid', why: `it is made with ${algorithm} and the issuer’s public key as the secret, which is a forgery` }
  if (expected.algorithms?.includes(algorithm) || !expected.keys.keys.some(isPublic))
    return { signature: 'not-checked', why: `${algorithm} is made with a shared secret, which is not known here` }
  return { signature: 'invalid', why: `it is made with ${algorithm}, a shared secret, and the issuer signs with public keys` }
}

async function verifies(token: string, key: JWK, algorithms: string[]): Promise<boolean> {
  try {
    const { alg } = decodeProtectedHeader(token)
    await compactVerify(token, await importJWK(key, key.alg ?? alg), { algorithms })
    return true
  } catch {
    return false
  }
}

/** The key that a token names is not published: the keys were rotated, the id was changed, or somebody else signed. */
async function judgeUnknownKey(token: string, { keys }: JSONWebKeySet, algorithms: string[]): Promise<Verified> {
  const { kid } = decodeProtectedHeader(token)
  const fits = await Promise.all(keys.slice(0, KEYS_TRIED_MAX).map((key) => verifies(token, key, algorithms)))
  const fitting = keys[fits.indexOf(true)]
  if (fitting) return { signature: 'key-unknown', why: `the issuer publishes that key as ${fitting.kid ?? 'one without an id'}` }
  const named = kid === undefined ? 'it names no key' : `the issuer does not publish the key ${String(kid).slice(0, 100)}`
  return { signature: 'key-unknown', why: `${named}: its keys were rotated since, or somebody else signed it` }
}

async function verifyWithKeys(token: string, keys: JSONWebKeySet, algorithms: string[]): Promise<Verified> {
  try {
    await compactVerify(token, createLocalJWKSet(keys), { algorithms })
    return { signature: 'valid' }
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return judgeUnknownKey(token, keys, algorithms)
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      const fits = await Promise.all(keys.keys.slice(0, KEYS_TRIED_MAX).map((key) => verifies(token, key, algorithms)))
      return fits.includes(true) ? { signature: 'valid' } : { signature: 'invalid', why: 'no key of the issuer made it' }
    }
    if (error instanceof errors.JWSSignatureVerificationFailed)
      return { signature: 'invalid', why: 'the issuer’s key of that id did not make it: the token was changed or cut, or signed elsewhere' }
    return { signature: 'not-checked', why: 'the issuer’s key or the token’s header cannot be used' }
  }
}

/** Judges the signature of a JWT by its issuer's keys. Never throws for what a token or a key holds. */
export async function verifySignature(token: string, expected: Expected): Promise<Verified> {
  const named: unknown = decodeProtectedHeader(token).alg ?? 'none'
  const alg = typeof named === 'string' ? named : 'of no name'
  if (alg.toLowerCase() === 'none' || token.endsWith('.')) return { signature: 'unsigned', why: `its algorithm is ${alg}` }
  const hash = HMAC[alg]
  if (hash !== undefined) return judgeHmac(token, { algorithm: alg, hash }, expected)
  const accepted = expected.algorithms ?? PUBLIC_KEY
  if (!accepted.includes(alg))
    return { signature: 'invalid', why: `its algorithm ${alg.slice(0, 20)} is not one of ${accepted.join(', ')}` }
  return verifyWithKeys(token, expected.keys, [...accepted])
}
