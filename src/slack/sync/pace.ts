/** One message a second in a channel. https://docs.slack.dev/apis/web-api/rate-limits#rate-limits__posting-messages */
const POST_EVERY_MS = 1_050
/** Tier 3 is "50+ per minute" for all of a workspace; 40 with a little burst stays below it in every minute. */
const TIER3_PER_MINUTE = 40
const TIER3_BURST = 5

/** When the next call may start, so that Slack's limits are kept. Every turn that was given counts as used. */
export type Pace = {
  /** Milliseconds to wait before this call; the turn is taken. */
  takeTurn(method: string, channel: string): number
  /** Slack said Retry-After: nothing of this method before that. */
  hold(method: string, forMs: number): void
  /** When a method that Slack put on hold is free again, in milliseconds since the epoch; 0 when it is not held. */
  heldUntilMs(method: string): number
}

/** Keeps the pace of one workspace in this process; another replica's calls show as 429 and are waited for. */
export function createPace(nowMs: () => number): Pace {
  const nextByKey = new Map<string, number>()
  const heldByMethod = new Map<string, number>()

  /** A leaky bucket: one turn each `everyMs`, of which `burst` may be taken at once. */
  function reserve(key: string, everyMs: number, burst: number): number {
    const now = nowMs()
    const next = Math.max(nextByKey.get(key) ?? 0, now - everyMs * (burst - 1))
    nextByKey.set(key, next + everyMs)
    return Math.max(0, next - now)
  }

  return {
    takeTurn(method, channel) {
      return method === 'chat.postMessage'
        ? reserve(`post ${channel}`, POST_EVERY_MS, 1)
        : reserve(method, 60_000 / TIER3_PER_MINUTE, TIER3_BURST)
    },
    hold(method, forMs) {
      heldByMethod.set(method, Math.max(heldByMethod.get(method) ?? 0, nowMs() + forMs))
    },
    heldUntilMs: (method) => heldByMethod.get(method) ?? 0,
  }
}
