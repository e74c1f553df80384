import type { OAuth2, TargetConfig } from '../../../config/config.ts'
import { Why403Error } from '../../../errors.ts'
import type { CheckContext } from '../../check.ts'
import { CheckFailed } from '../../check-failed.ts'
import { resolveBySystem } from '../address/resolve-host.ts'
import type { ProberPowers } from '../prober-powers.ts'
import { openSourceDoor } from '../sources/source-door.ts'
import type { TokenCache } from './token-cache.ts'

type Ask = CheckContext['ask']
type Whose = { key: string; fresh: boolean }

/** The access tokens of all identities that get theirs at a token endpoint, each endpoint asked over its target's own door. */
export type Tokens = {
  /** @throws `secret.missing` with the reason when no token can be got; its cause is a CheckFailed where the secret itself is there */
  get(target: string, oauth2: OAuth2, whose?: Whose): Promise<string>
  close(): Promise<void>
}

/** Makes the tokens of a prober; they live in memory, as long as it does. */
export function createTokens(powers: ProberPowers): Tokens {
  const { config, version, readSecret, now, resolve = resolveBySystem, connect, timeoutMs } = powers
  const closing = new AbortController()
  const caches = new Map<string, Promise<TokenCache>>()

  /** Each question through a door of its own: tokens are renewed for weeks, and addresses and counts are an incident's. */
  function askerOf(target: TargetConfig): Ask {
    return async (request) => {
      const door = openSourceDoor({ target, incident: 'token', version, resolve, connect, readSecret, timeoutMs, closing: closing.signal })
      return door.ask(request).finally(door.close)
    }
  }

  async function openCache(target: TargetConfig): Promise<TokenCache> {
    // Most configurations fetch no token: the library that does is loaded by those that do.
    const { createTokenCache } = await import('./token-cache.ts')
    return createTokenCache({ now, readSecret, ask: askerOf(target) })
  }

  function cacheOf(name: string): Promise<TokenCache> {
    const target = config.targets[name]
    if (!target) throw new CheckFailed('invalid', `the target ${name} is not in the configuration any more`)
    const cache = caches.get(name) ?? openCache(target)
    caches.set(name, cache)
    return cache
  }

  async function get(target: string, oauth2: OAuth2, whose: Whose = { key: oauth2.clientId, fresh: false }): Promise<string> {
    try {
      const cache = await cacheOf(target)
      return (await cache.get(whose.key, oauth2, { fresh: whose.fresh })).accessToken
    } catch (cause) {
      if (!(cause instanceof CheckFailed)) throw cause
      throw new Why403Error('secret.missing', `No access token could be got: ${cause.message}.`, { cause })
    }
  }

  return { get, close: async () => closing.abort() }
}
