import { createTokens } from './identity/tokens.ts'
import { openProbeSession, type ProbeSession, type SessionInput } from './probe-session.ts'
import type { ProberPowers } from './prober-powers.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** The only door to the network: sessions of one incident each, over budgets that all incidents of a target share. */
type Prober = { open(input: SessionInput): ProbeSession; close(): Promise<void> }

/** Makes the prober. */
export function createProber(powers: ProberPowers): Prober {
  const buckets = new Map<string, TokenBucket>()
  const sessions = new Set<ProbeSession>()

  function bucketOf(target: string): TokenBucket {
    const { perSecond, burst } = powers.config.targets[target]?.budget ?? { perSecond: 1, burst: 1 }
    const bucket = buckets.get(target) ?? createTokenBucket({ perSecond, burst })
    buckets.set(target, bucket)
    return bucket
  }

  const tokens = createTokens(powers)

  function open(input: SessionInput): ProbeSession {
    const session = openProbeSession({ ...powers, bucketOf, fetchToken: tokens.get }, input)
    const tracked = { ...session, close: () => session.close().finally(() => sessions.delete(tracked)) }
    sessions.add(tracked)
    return tracked
  }

  async function close(): Promise<void> {
    await Promise.all([...[...sessions].map((session) => session.close()), tokens.close()])
  }

  return { open, close }
}
