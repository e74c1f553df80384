import type { Failure } from './failure-of.ts'
import type { TokenBucket, Urgency } from './token-bucket.ts'

/** What an incident may still send: a count of its own, and a turn in the bucket that all incidents of a target share. */
export type ProbeBudget = {
  /** Waits for a turn; answers a failure when the incident's probes are used up or the session ends. */
  admit(target: string, urgency: Urgency): Promise<Failure | null>
  used(): number
}

type Input = { max: number; used: number; bucketOf(target: string): TokenBucket; signal: AbortSignal }

/** Starts at `used` of `max`. A probe that did not get its turn is not counted. */
export function createProbeBudget({ max, used: before, bucketOf, signal }: Input): ProbeBudget {
  let used = before

  async function admit(target: string, urgency: Urgency): Promise<Failure | null> {
    if (used >= max) return { kind: 'budget', message: `all ${max} probes of this incident are used` }
    used += 1
    try {
      await bucketOf(target).take(urgency, signal)
      return null
    } catch {
      used -= 1
      return { kind: 'timeout', message: 'the session ended before the probe had its turn' }
    }
  }

  return { admit, used: () => used }
}
