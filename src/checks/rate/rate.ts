import { setTimeout as sleep } from 'node:timers/promises'
import { defineCheck } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import type { Ask } from '../steadiness/ask-again.ts'
import { judgeCalls } from './judge-calls.ts'
import { callerOf, makeCalls } from './make-calls.ts'
import { RateFinding, RateInput } from './rate-finding.ts'

/** A longer Retry-After is not waited for. */
const WAIT_MAX_S = 5

async function recoversAfter(ask: Ask, retryAfterS: number | undefined, signal: AbortSignal): Promise<boolean | undefined> {
  if (retryAfterS === undefined || retryAfterS > WAIT_MAX_S) return undefined
  await sleep(retryAfterS * 1000, undefined, { signal })
  const exchange = await ask()
  return exchange.response ? readOutcome(exchange).kind === 'passed' : undefined
}

/** Whether it is a limiter. It runs only when the walk comes to it: a burst disturbs. */
export const rate = defineCheck({
  name: 'rate',
  summary: 'Sends a few safe requests in a row and says whether a limiter answers.',
  input: RateInput,
  output: RateFinding,
  safety: 'safe',
  timeoutMs: 30_000,
  prefetch: false,
  examples: [
    {
      name: 'a limiter that answers 403',
      input: {},
      replies: { '* * as anonymous': [{ status: 200 }, { status: 200 }, { status: 403, headers: { 'retry-after': '30' } }] },
      finding: {
        passedFirst: true,
        limited: true,
        refusedAfter: 2,
        disguised: true,
        retryAfterS: 30,
        limiter: true,
        statuses: [200, 200, 403, 403],
      },
    },
    {
      name: 'a limit that is used up already',
      input: {},
      replies: { '* * as anonymous': { status: 429, headers: { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' } } },
      finding: { passedFirst: false, limited: true, everyoneRefused: true, disguised: false, limit: 10, remaining: 0 },
    },
    {
      name: 'no limiter',
      input: { calls: 3 },
      replies: { '* * as anonymous': { status: 403 } },
      finding: { calls: 9, limited: false, everyoneRefused: true, limiter: false, passedFirst: false },
    },
    {
      name: 'a counter without a word: refused after two calls, and ever since',
      input: { calls: 3 },
      replies: { '* * as anonymous': [{ status: 200 }, { status: 200 }, { status: 403 }] },
      finding: { calls: 9, limited: true, refusedAfter: 2, unstable: false, limiter: false },
    },
    {
      name: 'refused, and passing again a moment later',
      input: { calls: 3 },
      replies: { '* * as anonymous': [{ status: 200 }, { status: 200 }, { status: 403 }, { status: 403 }, { status: 200 }] },
      finding: { calls: 9, limited: false, refusedAfter: undefined, unstable: true, passedCount: 7, refusingInstances: [] },
    },
    {
      name: 'one instance of two refuses',
      input: { calls: 4, together: true },
      replies: {
        '* * as anonymous': [
          { status: 403, headers: { 'x-served-by': 'web-2' } },
          { status: 200, headers: { 'x-served-by': 'web-1' } },
          { status: 403, headers: { 'x-served-by': 'web-2' } },
          { status: 200, headers: { 'x-served-by': 'web-1' } },
        ],
      },
      finding: { unstable: true, limited: false, passedCount: 2, refusingInstances: ['x-served-by: web-2'] },
    },
    {
      name: 'calls at once, one of which passes',
      input: { calls: 2, together: true },
      replies: { '* * as anonymous': [{ status: 403 }, { status: 200 }] },
      finding: { calls: 2, statuses: [403, 200], limited: false, everyoneRefused: false },
    },
  ],
  async run(input, context) {
    const ask = callerOf(context, input)
    const calls = Math.min(input.calls, Math.max(2, context.target.probesLeft()))
    const exchanges = await makeCalls(ask, { ...input, calls })
    const finding = judgeCalls(exchanges, input.together, context.now())
    return finding.limited ? { ...finding, recovers: await recoversAfter(ask, finding.retryAfterS, context.signal) } : finding
  },
  line({ limited, refusedAfter, retryAfterS, everyoneRefused, unstable, passedCount, calls, refusingInstances }) {
    if (unstable) {
      const who = refusingInstances.length > 0 ? ` Refused by ${refusingInstances.join(', ')} alone.` : ''
      return `Unstable: ${passedCount} of ${calls} calls passed, in no order that a counter explains.${who}`
    }
    if (!limited)
      return everyoneRefused
        ? `All ${calls} calls were refused: not by a limiter that could be seen.`
        : `No limiter was met in ${calls} calls.`
    const after = refusedAfter === undefined ? 'It is a rate limit' : `It is a rate limit: refused after ${refusedAfter} calls`
    return `${after}${retryAfterS === undefined ? '' : `, again in ${retryAfterS} s`}.`
  },
})
