/** Whether somebody waits for it; may become true while it waits. */
export type Urgency = { urgent: boolean }

/** A clock and a timer; tests hand in their own. */
type BucketPowers = {
  perSecond: number
  burst: number
  /** A clock that never goes back. */
  nowMs?: () => number
  /** Calls back once; answers how to call it off. */
  schedule?: (callback: () => void, delayMs: number) => () => void
}

/** Lets probes pass at a target's pace, the urgent ones first. */
export type TokenBucket = {
  /** Resolves when a token is there: the urgent first, then first come, first served. Rejects with the signal's reason. */
  take(urgency: Urgency, signal: AbortSignal): Promise<void>
}

type Waiter = { urgency: Urgency; grant: () => void }

function scheduleTimeout(callback: () => void, delayMs: number): () => void {
  const timer = setTimeout(callback, delayMs)
  return () => clearTimeout(timer)
}

/** A token bucket with a queue of two lanes. The lane is looked at when a token comes, so that whoever becomes urgent passes. */
export function createTokenBucket(powers: BucketPowers): TokenBucket {
  const { perSecond, burst, nowMs = () => performance.now(), schedule = scheduleTimeout } = powers
  const waiting: Waiter[] = []
  let tokens = burst
  let filledAt = nowMs()
  let callOff: (() => void) | null = null

  function refill(): void {
    const now = nowMs()
    tokens = Math.min(burst, tokens + ((now - filledAt) / 1000) * perSecond)
    filledAt = now
  }

  function serve(): void {
    callOff?.()
    callOff = null
    refill()
    // A hair less than one token counts as one, so that a timer that fires on the dot is not too early.
    while (waiting.length > 0 && tokens > 1 - 1e-6) {
      const urgent = waiting.findIndex(({ urgency }) => urgency.urgent)
      const [next] = waiting.splice(Math.max(urgent, 0), 1)
      tokens -= 1
      next?.grant()
    }
    if (waiting.length > 0) callOff = schedule(serve, Math.max(1, Math.ceil(((1 - tokens) / perSecond) * 1000)))
  }

  function take(urgency: Urgency, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const leave = () => {
        waiting.splice(waiting.indexOf(waiter), 1)
        reject(signal.reason)
      }
      const waiter: Waiter = {
        urgency,
        grant: () => {
          signal.removeEventListener('abort', leave)
          resolve()
        },
      }
      signal.addEventListener('abort', leave, { once: true })
      waiting.push(waiter)
      serve()
    })
  }

  return { take }
}
