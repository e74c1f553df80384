import type { FileConfig } from '../../config/config.ts'
import type { SecretReader } from '../../config/read-secret.ts'
import type { Deps } from '../../deps.ts'
import type { Connect } from './connect-pinned.ts'
import { openProbeSession, type ProbeSession, type SessionInput } from './probe-session.ts'
import type { Resolve } from './resolve-host.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'

/** What the prober works with. `resolve` and `connect` are the system's unless a test gives others; `timeoutMs` is for one probe. */
export type ProberPowers = Deps & {
  config: Pick<FileConfig, 'targets'>
  readSecret: SecretReader
  version: string
  /** Told of every request that was sent: its target and `2xx` to `5xx`, or the kind of its failure. */
  onProbe?: (probe: { target: string; result: string }) => void
  resolve?: Resolve
  connect?: Connect
  timeoutMs?: number
}

/** The only door to the network: sessions of one incident each, over budgets that all incidents of a target share. */
export type Prober = { open(input: SessionInput): ProbeSession; close(): Promise<void> }

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

  function open(input: SessionInput): ProbeSession {
    const session = openProbeSession({ ...powers, bucketOf }, input)
    const tracked = { ...session, close: () => session.close().finally(() => sessions.delete(tracked)) }
    sessions.add(tracked)
    return tracked
  }

  return { open, close: async () => void (await Promise.all([...sessions].map((session) => session.close()))) }
}
