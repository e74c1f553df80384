import type { FileConfig } from '../../config/config.ts'
import { lookUpTarget } from '../../config/find-target.ts'
import type { Exchange, Hop } from '../../exchange.ts'
import type { Failure } from './failure-of.ts'
import { nextHop } from './next-hop.ts'
import type { ProbePlan } from './probe-plan.ts'
import { harmlessHeaders } from './request-headers.ts'
import { sendRequest } from './send-request.ts'
import type { Way } from './ways/way.ts'

/** What sending a probe takes: budget, a way with checked addresses, time limit. */
export type ProbeRun = {
  config: Pick<FileConfig, 'targets'>
  way: Way
  /** Waits for the budget of `target`; answers a failure when there is none left. */
  admit(target: string): Promise<Failure | null>
  /** Starts the probe's time limit. */
  deadline(): AbortSignal
  now(): Date
}

type Answer = { response?: Exchange['response']; failure?: NonNullable<Exchange['failure']>; byProxy?: boolean }

function withoutCredentials(plan: ProbePlan, target: string): ProbePlan {
  return { ...plan, target, headers: harmlessHeaders(plan.headers), body: null }
}

/** The hop with the target that lists it, without credentials and body at another target; null when it is not listed. */
function listedHop(run: ProbeRun, plan: ProbePlan): ProbePlan | null {
  const found = lookUpTarget(run.config, plan.url)
  if (!found) return null
  return found.name === plan.target ? plan : withoutCredentials(plan, found.name)
}

type Followed = { answer: Answer; hops: Hop[] }

async function follow(
  run: ProbeRun,
  { first, answer, signal }: { first: ProbePlan; answer: Answer; signal: AbortSignal },
): Promise<Followed> {
  const hops: Hop[] = []
  const visited = new Set([`${first.method} ${first.url}`])
  let plan = first
  let last = answer
  while (last.response) {
    const next = nextHop(plan, last.response, visited)
    if (!next) break
    const hop: Hop = { url: plan.url, status: last.response.status, location: next.location }
    hops.push(hop)
    const listed = 'plan' in next ? listedHop(run, next.plan) : null
    const stop = (refused: string) => Object.assign(hop, { refused })
    if ('refused' in next || !listed) {
      stop('refused' in next ? next.refused : 'it leads to no listed target')
      break
    }
    const failure = (await run.way.pin(listed.url, listed.target, signal)) ?? (await run.admit(listed.target))
    if (failure) {
      stop(failure.message)
      break
    }
    plan = listed
    visited.add(`${plan.method} ${plan.url}`)
    last = await sendRequest(run.way.dispatcher, plan, signal)
  }
  return { answer: last, hops }
}

/**
 * Sends a planned probe and follows its redirects, each checked anew: one that is not taken is the answer itself, with the
 * reason in `hops`. Never rejects; the exchange is in clear, but without the request's body: nobody reads it, and it is sealed elsewhere.
 */
export async function runProbe(run: ProbeRun, plan: ProbePlan): Promise<Exchange> {
  const request = {
    method: plan.method,
    url: plan.url,
    headers: Object.fromEntries(Object.entries(plan.headers).map(([name, value]) => [name, [value]])),
  }
  const { as, vantage } = plan
  const who = { as, ...(vantage !== undefined && { vantage }) }
  const stopped = await run.admit(plan.target)
  if (stopped) return { ...who, request, response: null, failure: stopped }
  const signal = run.deadline()
  const at = run.now().toISOString()
  const start = performance.now()
  const unsafe = await run.way.pin(plan.url, plan.target, signal)
  const first: Answer = unsafe
    ? { response: null, failure: unsafe }
    : { response: null, ...(await sendRequest(run.way.dispatcher, plan, signal)) }
  const { answer, hops } = plan.follow ? await follow(run, { first: plan, answer: first, signal }) : { answer: first, hops: [] }
  const address = run.way.addressOf(plan.url)
  return {
    ...who,
    at,
    durationMs: Math.round(performance.now() - start),
    ...(address !== undefined && { address }),
    request,
    response: answer.response ?? null,
    ...(answer.failure && { failure: answer.failure }),
    ...(answer.byProxy && { byProxy: true }),
    ...(hops.length > 0 && { hops }),
  }
}
