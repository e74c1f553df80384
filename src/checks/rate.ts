import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from '../exchange.ts'
import { type CheckContext, defineCheck } from './check.ts'
import { decisiveResponse } from './check-failed.ts'
import { limiterFacts } from './limiter-headers.ts'
import { isSafeMethod } from './prober/probe-plan.ts'
import { RateFinding, RateInput } from './rate-finding.ts'
import { readOutcome } from './read-outcome.ts'
import { SAFE_GET } from './with-path.ts'

/** A longer Retry-After is not waited for. */
const WAIT_MAX_S = 5
/** So many refusals in a row after a pass are enough. */
const REFUSALS_ENOUGH = 2

type Ask = () => Promise<Exchange>

function asker({ probe, request }: CheckContext, as: string): Ask {
  return () => probe({ ...(isSafeMethod(request.method) ? {} : SAFE_GET), as, fresh: true })
}

function isLimited(exchange: Exchange): boolean {
  return readOutcome(exchange).verdict === 'rate-limited'
}

/** Asks all at once. */
function volley(ask: Ask, calls: number): Promise<Exchange[]> {
  return Promise.all(Array.from({ length: calls }, ask))
}

/** Asks one after the other, and stops when the limiter has been seen. */
async function burst(ask: Ask, calls: number): Promise<Exchange[]> {
  const exchanges: Exchange[] = []
  let refusals = 0
  while (exchanges.length < calls && refusals < REFUSALS_ENOUGH) {
    const exchange = await ask()
    if (!exchange.response && exchanges.length > 0) break
    decisiveResponse(exchange)
    exchanges.push(exchange)
    const hasPassed = exchanges.some((one) => readOutcome(one).kind === 'passed')
    if (hasPassed && readOutcome(exchange).kind === 'refused') refusals += 1
  }
  return exchanges
}

async function recoversAfter(ask: Ask, retryAfterS: number | undefined, signal: AbortSignal): Promise<boolean | undefined> {
  if (retryAfterS === undefined || retryAfterS > WAIT_MAX_S) return undefined
  await sleep(retryAfterS * 1000, undefined, { signal })
  const exchange = await ask()
  return exchange.response ? readOutcome(exchange).kind === 'passed' : undefined
}

function findingOf(exchanges: readonly Exchange[], now: Date): RateFinding {
  const kinds = exchanges.map((exchange) => readOutcome(exchange).kind)
  const firstRefusal = kinds.indexOf('refused')
  const after = kinds.slice(Math.max(firstRefusal, 0))
  const passedFirst = kinds[0] === 'passed'
  const turned = passedFirst && firstRefusal > 0 && after.every((kind) => kind === 'refused')
  const last = exchanges.at(-1)
  const facts = limiterFacts(last?.response?.headers ?? {}, now)
  const limited = turned || exchanges.some(isLimited)
  return {
    calls: exchanges.length,
    statuses: exchanges.flatMap(({ response }) => response?.status ?? []),
    passedFirst,
    limited,
    refusedAfter: turned ? firstRefusal : undefined,
    everyoneRefused: kinds.every((kind) => kind === 'refused'),
    disguised: limited && exchanges.some(({ response }, i) => kinds[i] === 'refused' && response?.status !== 429),
    limiter: Object.keys(facts.headers).length > 0,
    ...facts,
  }
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
      finding: { calls: 3, limited: false, everyoneRefused: true, limiter: false, passedFirst: false },
    },
    {
      name: 'calls at once, one of which passes',
      input: { calls: 2, together: true },
      replies: { '* * as anonymous': [{ status: 403 }, { status: 200 }] },
      finding: { calls: 2, statuses: [403, 200], limited: false, everyoneRefused: false },
    },
  ],
  async run({ as, calls, together }, context) {
    const ask = asker(context, as)
    const exchanges = await (together ? volley : burst)(ask, Math.min(calls, Math.max(2, context.target.probesLeft())))
    exchanges.forEach(decisiveResponse)
    const finding = findingOf(exchanges, context.now())
    return finding.limited ? { ...finding, recovers: await recoversAfter(ask, finding.retryAfterS, context.signal) } : finding
  },
  line({ limited, refusedAfter, retryAfterS, everyoneRefused, calls }) {
    if (!limited)
      return everyoneRefused
        ? `All ${calls} calls were refused: not by a limiter that could be seen.`
        : `No limiter was met in ${calls} calls.`
    const after = refusedAfter === undefined ? 'It is a rate limit' : `It is a rate limit: refused after ${refusedAfter} calls`
    return `${after}${retryAfterS === undefined ? '' : `, again in ${retryAfterS} s`}.`
  },
})
