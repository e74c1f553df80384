import { decodeJwt } from 'jose'
import type { OAuth2 } from '../../../config/config.ts'
import type { SecretReader } from '../../../config/read-secret.ts'
import type { AskSource } from './fetch-by-asking.ts'
import { type FetchedToken, fetchToken } from './fetch-token.ts'

/** A token is renewed so long before its end, or a tenth of its life, whichever is less. */
const RENEW_BEFORE_MS = 30_000
const RENEW_BEFORE_PART = 0.1
/** A token that does not say how long it lives is kept so long. */
const LIFE_UNKNOWN_MS = 300_000
/** So long after a failure nobody asks the endpoint again. */
const FAILURE_KEPT_MS = 2000

/** A token as it is sent, in clear. `expiresAt` where the endpoint or the token says so. */
export type AccessToken = { accessToken: string; tokenType: string; expiresAt?: Date; scope?: string }

/** The tokens of identities that get theirs at a token endpoint, in memory alone. */
export type TokenCache = {
  /**
   * A good token for the identity of `key`; all who ask at once share one question. `fresh`: got anew, whatever is there.
   * @throws CheckFailed where the endpoint gives none; `secret.missing`
   */
  get(key: string, oauth2: OAuth2, options?: { fresh?: boolean }): Promise<AccessToken>
}

type Powers = { now: () => Date; ask: AskSource; readSecret: SecretReader }

type Kept = { token: AccessToken; renewAtMs: number; endsAtMs: number }

/** `rotated`: the refresh token that the endpoint gave in place of the `configured` one. */
type Entry = {
  kept?: Kept
  pending?: Promise<AccessToken> | undefined
  failure?: { error: unknown; atMs: number }
  rotated?: { configured: string; current: string }
}

/** Milliseconds that a token lives, by the answer or by its own claim. */
function lifeOf({ expiresInS, accessToken }: FetchedToken, nowMs: number): number | undefined {
  if (expiresInS !== undefined) return expiresInS * 1000
  try {
    const { exp } = decodeJwt(accessToken)
    return exp === undefined ? undefined : exp * 1000 - nowMs
  } catch {
    return undefined
  }
}

function keep(fetched: FetchedToken, nowMs: number): Kept {
  const life = lifeOf(fetched, nowMs)
  const lifeMs = life ?? LIFE_UNKNOWN_MS
  const { accessToken, tokenType, scope } = fetched
  const ends = life === undefined ? {} : { expiresAt: new Date(nowMs + lifeMs) }
  return {
    token: { accessToken, tokenType, ...ends, ...(scope !== undefined && { scope }) },
    renewAtMs: nowMs + lifeMs - Math.min(RENEW_BEFORE_MS, lifeMs * RENEW_BEFORE_PART),
    endsAtMs: nowMs + lifeMs,
  }
}

/** The entry of a key; a changed configuration has another. */
function entryIn(entries: Map<string, Entry>, key: string, oauth2: OAuth2): Entry {
  const name = JSON.stringify([key, oauth2])
  const entry = entries.get(name) ?? {}
  entries.set(name, entry)
  return entry
}

/** Makes a cache. Secrets are read anew for each question, so that one that was replaced is used. */
export function createTokenCache({ now, ask, readSecret }: Powers): TokenCache {
  const entries = new Map<string, Entry>()
  const nowMs = () => now().getTime()

  async function renew(entry: Entry, oauth2: OAuth2): Promise<AccessToken> {
    const [clientSecret, configured] = await Promise.all(
      [oauth2.clientSecret, oauth2.refreshToken].map((ref) => (ref ? readSecret(ref) : undefined)),
    )
    // A refresh token that somebody has put in place of the old one counts more than what the old one was exchanged for.
    const refreshToken = entry.rotated?.configured === configured ? entry.rotated?.current : configured
    const fetched = await fetchToken({ ask, oauth2, clientSecret, refreshToken })
    if (configured !== undefined && fetched.refreshToken !== undefined) entry.rotated = { configured, current: fetched.refreshToken }
    entry.kept = keep(fetched, nowMs())
    return entry.kept.token
  }

  function start(entry: Entry, oauth2: OAuth2): Promise<AccessToken> {
    const pending = renew(entry, oauth2)
      .catch((error: unknown) => {
        entry.failure = { error, atMs: nowMs() }
        throw error
      })
      .finally(() => {
        entry.pending = undefined
      })
    entry.pending = pending
    return pending
  }

  async function get(key: string, oauth2: OAuth2, { fresh = false }: { fresh?: boolean } = {}): Promise<AccessToken> {
    const entry = entryIn(entries, key, oauth2)
    const { kept, failure } = entry
    if (!fresh && kept && nowMs() < kept.renewAtMs) return kept.token
    const isStillGood = !fresh && kept !== undefined && nowMs() < kept.endsAtMs
    const sinceFailure = failure ? nowMs() - failure.atMs : FAILURE_KEPT_MS
    try {
      if (failure && sinceFailure >= 0 && sinceFailure < FAILURE_KEPT_MS) throw failure.error
      return await (entry.pending ?? start(entry, oauth2))
    } catch (error) {
      if (isStillGood) return kept.token
      throw error
    }
  }

  return { get }
}
