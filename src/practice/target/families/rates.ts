import { type Context, Hono } from 'hono'
import { signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

const WINDOW_MS = 60_000
const QUOTA = 100
const BURST = 4
const BURST_WINDOW_MS = 2_000

/** Limiters that say 403 instead of 429: one with honest headers whose quota a neighbour uses up, one that says nothing. */
export function rateRoutes(powers: TargetPowers): Hono {
  const app = new Hono()

  // A noisy job with the same key spends the whole quota at the start of each minute; other callers have their own.
  app.get('/rate/prices', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    if (claims.sub !== 'nightly-export') return c.json({ prices: [12, 14] }, 200, quotaHeaders(powers.now(), QUOTA - 1))
    return c.json({ message: 'API rate limit exceeded for this key.' }, 403, quotaHeaders(powers.now(), 0))
  })

  const calls = new Map<string, number[]>()
  app.get('/rate/silent', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    const nowMs = powers.now().getTime()
    const recent = [...(calls.get(callerKey(c)) ?? []).filter((at) => nowMs - at < BURST_WINDOW_MS), nowMs]
    calls.set(callerKey(c), recent.slice(-BURST - 1))
    return recent.length > BURST ? c.json({ message: 'Forbidden' }, 403) : c.json({ stock: 7 })
  })
  return app
}

function quotaHeaders(now: Date, remaining: number): Record<string, string> {
  const resetMs = Math.ceil(now.getTime() / WINDOW_MS) * WINDOW_MS
  const headers = {
    'x-ratelimit-limit': String(QUOTA),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(resetMs / 1000),
  }
  return remaining > 0 ? headers : { ...headers, 'retry-after': String(Math.ceil((resetMs - now.getTime()) / 1000)) }
}

/** Counted by credential, so that one caller's probes do not use up another's. */
function callerKey(c: Context): string {
  return c.req.header('authorization') ?? c.req.header('cookie') ?? c.req.header('x-api-key') ?? 'anonymous'
}
