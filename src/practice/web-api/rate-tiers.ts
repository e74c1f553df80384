const MINUTE_MS = 60_000
const POSTS_BURST = 4

/** Seconds to wait before `method` may be called, 0 when it may now; a call that may is counted. */
export type RateTiers = { wait(call: { method: string; perMinute: number | null; channel?: string }): number }

/** Slack's limits: so many calls a minute for each method, one post a second for each channel with a short burst. */
export function createRateTiers(now: () => Date): RateTiers {
  const callsByKey = new Map<string, number[]>()
  return {
    wait({ method, perMinute, channel }) {
      const isPost = method === 'chat.postMessage'
      if (!isPost && perMinute === null) return 0
      const windowMs = isPost ? POSTS_BURST * 1000 : MINUTE_MS
      const most = isPost ? POSTS_BURST : (perMinute ?? 0)
      const key = isPost ? `${method} ${channel}` : method
      const at = now().getTime()
      const recent = (callsByKey.get(key) ?? []).filter((time) => time > at - windowMs)
      const allowed = recent.length < most
      callsByKey.set(key, allowed ? [...recent, at] : recent)
      return allowed ? 0 : Math.max(1, Math.ceil(((recent[0] ?? at) + windowMs - at) / 1000))
    },
  }
}
