import type { Check, CheckContext, IdentityFacts, ProbeRequest } from '../../checks/check.ts'
import { CheckFailed } from '../../checks/check-failed.ts'
import type { CheckSession, RunInput } from '../../checks/check-runner.ts'
import type { CheckResult, Finding } from '../../checks/finding.ts'
import { runCheck } from '../../checks/run-check.ts'
import { startTimeLimit, type TimeLimit } from '../../checks/time-limit.ts'
import type { Config } from '../../config/config.ts'
import { isRefusal } from '../../denial/denial.ts'
import { identify } from '../../denial/identify.ts'
import type { Log } from '../../deps.ts'
import type { Exchange } from '../../exchange.ts'
import type { State } from '../../walk/state.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { pastedExchanges } from './pasted-evidence.ts'

const REFUSED = 'The response was pasted: it is read, nothing else is sent.'

/**
 * A session that answers the incident's own request with what was pasted, refusals first, the last one for ever. A
 * check that asks anything else fails as `refused`. Nothing leaves the house.
 */
export function openPastedSession(state: State, { runner, config, log }: Pick<IncidentPowers, 'runner' | 'config' | 'log'>): CheckSession {
  return {
    start: (input) => ({ result: runOnPasted(input, { state, check: runner.checks.get(input.check), config, log }), hurry: () => {} }),
    probes: () => 0,
    close: async () => {},
  }
}

type Ground = { state: State; check: Check | undefined; config: Config; log: Log }

async function runOnPasted(input: RunInput, { state, check, config, log }: Ground): Promise<CheckResult> {
  const used: Exchange[] = []
  const limit = startTimeLimit({ timeoutMs: check?.timeoutMs ?? 1, isWaiting: () => false, signal: input.signal })
  const onCrash = (error: unknown) => log.error({ check: input.check, error }, 'A check crashed on a pasted response')
  const finding: Finding = check
    ? await runCheck(check, input.params, { context: contextOf(input, { state, used, config, limit }), limit, onCrash })
    : { kind: 'failed', failed: 'invalid', message: `There is no check named ${input.check}.` }
  limit.clear()
  return { check: input.check, params: input.params, finding, exchanges: finding.kind === 'found' ? used : [], durationMs: 0 }
}

type Reading = { state: State; used: Exchange[]; config: Config; limit: TimeLimit }

function contextOf(input: RunInput, { state, used, config, limit }: Reading): CheckContext {
  const { target, subject, request, identity: facts, targetOwner } = state.opened
  const answers = refusalsFirst(pastedExchanges(state))
  const identity: IdentityFacts = { kind: 'none', ...facts, name: subject }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, values]) => [name, values.join(', ')]))
  return {
    async probe(asked: ProbeRequest = {}) {
      const answer = isOwnRequest(asked, state) ? (answers[used.length] ?? answers.at(-1)) : undefined
      if (!answer) throw new CheckFailed('refused', REFUSED)
      used.push(answer)
      return answer
    },
    request: { method: request.method, url: request.url, headers },
    target: {
      name: target,
      owner: config.targets[target]?.owner ?? targetOwner ?? target,
      identities: [identity],
      probesLeft: () => 0,
      allows: () => false,
      vantages: [],
      sources: {},
    },
    subject,
    identity: () => identity,
    credential: refuse,
    ask: refuse,
    secret: refuse,
    addresses: refuse,
    inspect: refuse,
    attach: (exchange) => used.push(exchange),
    exchanges: input.exchanges,
    denial: input.denial,
    now: () => state.openedAt,
    signal: limit.signal,
  }
}

function refuse(): Promise<never> {
  return Promise.reject(new CheckFailed('refused', REFUSED))
}

function refusalsFirst(exchanges: readonly Exchange[]): Exchange[] {
  return exchanges.toSorted((a, b) => Number(isRefused(b)) - Number(isRefused(a)))
}

function isRefused(exchange: Exchange): boolean {
  return isRefusal(identify([exchange]).verdict)
}

/** Whether a probe is the incident's own request, which the pasted response answered. */
function isOwnRequest(probe: ProbeRequest, { opened }: State): boolean {
  const { method, url, as, headers, without, vantage, address, http2, credential } = probe
  if (vantage || address || http2 || credential) return false
  const isOwn = [method ?? opened.request.method, url ?? opened.request.url].join(' ') === `${opened.request.method} ${opened.request.url}`
  const isSubject = as === undefined || as === 'subject' || as === opened.subject
  return isOwn && isSubject && Object.keys(headers ?? {}).length === 0 && (without ?? []).length === 0
}
