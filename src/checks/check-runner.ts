import type { TargetConfig } from '../config/config.ts'
import { lookUpTarget } from '../config/find-target.ts'
import type { Denial } from '../denial/denial.ts'
import type { Exchange } from '../exchange.ts'
import { redactExchange } from '../redaction/redact-exchange.ts'
import { redactFacts } from '../redaction/redact-facts.ts'
import { redactShortened } from '../redaction/redact-shortened.ts'
import { redactStrings } from '../redaction/redact-strings.ts'
import type { Check, CheckContext, ProbeRequest } from './check.ts'
import type { CheckResult, Finding } from './finding.ts'
import type { Probe, ProbeSession, SessionInput } from './prober/probe-session.ts'
import { createProber } from './prober/prober.ts'
import type { ProberPowers } from './prober/prober-powers.ts'
import { runCheck } from './run-check.ts'
import { startTimeLimit, type TimeLimit } from './time-limit.ts'

export type { SessionInput } from './prober/probe-session.ts'

/** One check to run. `urgent` when the walk waits for it. `exchanges` and `denial` are those of the path so far. */
export type RunInput = {
  check: string
  params: Record<string, unknown>
  exchanges: readonly Exchange[]
  denial: Denial
  urgent: boolean
  signal?: AbortSignal
}

/** A check under way. `result` never rejects and is redacted; `hurry` lets its probes pass prefetches in the queue. */
export type CheckRun = { result: Promise<CheckResult>; hurry(): void }

/** The checks of one incident; identical safe probes are sent once. */
export type CheckSession = { start(input: RunInput): CheckRun; probes(): number; close(): Promise<void> }

/** All checks by name, and how an incident has them run. */
export type CheckRunner = { checks: ReadonlyMap<string, Check>; openSession(input: SessionInput): CheckSession; close(): Promise<void> }

type Powers = ProberPowers & { checks: ReadonlyMap<string, Check> }
type Running = { session: ProbeSession; input: SessionInput; run: RunInput; powers: Powers }

/** The probes of one run, in the order in which it asked for them. */
type Trail = {
  probe(request?: ProbeRequest): Promise<Exchange>
  /** An exchange that was read elsewhere, after those that were asked so far. */
  attach(exchange: Exchange): void
  exchanges(): Exchange[]
  isWaiting(): boolean
  hurry(): void
}

function createTrail(session: ProbeSession, urgent: boolean): Trail {
  const urgency = { urgent }
  const asked: { probe?: Probe; exchange?: Exchange }[] = []

  async function send(request: ProbeRequest = {}): Promise<Exchange> {
    const probe = session.probe(request, urgency)
    if (urgency.urgent) probe.urgency.urgent = true
    const entry: (typeof asked)[number] = { probe }
    asked.push(entry)
    entry.exchange = await probe.exchange
    return entry.exchange
  }

  return {
    probe: send,
    attach: (exchange) => asked.push({ exchange }),
    exchanges: () => [...new Set(asked.flatMap(({ exchange }) => exchange ?? []))],
    isWaiting: () => asked.some(({ probe, exchange }) => !exchange && probe?.queued()),
    hurry: () => {
      urgency.urgent = true
      for (const { probe } of asked) if (probe) probe.urgency.urgent = true
    },
  }
}

function targetOf({ session, input, powers }: Running): CheckContext['target'] {
  const { owner = '', vantages = [], ...target }: Partial<TargetConfig> = powers.config.targets[input.target] ?? {}
  const { logs, policy, flags, changes, issuers, sources, control, egress } = target
  return {
    name: input.target,
    owner,
    identities: session.identities.list,
    probesLeft: session.probesLeft,
    allows: (url) => lookUpTarget(powers.config, url) !== undefined,
    vantages: vantages.map((vantage) => ({ name: vantage.name, kind: 'connect' in vantage ? 'connect' : 'proxy' })),
    sources: { logs, policy, flags, changes, issuers, sources, control, egress },
  }
}

function contextOf(running: Running, trail: Trail, limit: TimeLimit): CheckContext {
  const { session, input, run, powers } = running
  const { identities } = session
  return {
    probe: trail.probe,
    attach: trail.attach,
    ask: (request) => session.ask(request, limit.signal),
    secret: session.secret,
    addresses: session.addresses,
    inspect: (request = {}) => session.inspect(request),
    request: input.request,
    target: targetOf(running),
    subject: input.subject,
    identity: identities.find,
    credential: session.credential,
    exchanges: run.exchanges,
    denial: run.denial,
    now: powers.now,
    signal: limit.signal,
  }
}

function redactFinding(finding: Finding, known: readonly string[]): Finding {
  if (finding.kind === 'failed') return { ...finding, message: redactShortened(finding.message, known) }
  const value = redactStrings(finding.value, known)
  return { kind: 'found', value: { ...(value as Record<string, unknown>) }, line: redactShortened(finding.line, known) }
}

async function resultOf(running: Running, trail: Trail): Promise<CheckResult> {
  const { session, run, powers } = running
  const start = performance.now()
  const check = powers.checks.get(run.check)
  const limit = startTimeLimit({ timeoutMs: check?.timeoutMs ?? 1, isWaiting: trail.isWaiting, signal: run.signal })
  const onCrash = (error: unknown) => powers.log.error(redactFacts({ check: run.check, error }, session.known), 'A check crashed')
  const finding: Finding = check
    ? await runCheck(check, run.params, { context: contextOf(running, trail, limit), limit, onCrash })
    : { kind: 'failed', failed: 'invalid', message: `there is no check named ${run.check}` }
  limit.clear()
  const { known } = session
  return {
    check: run.check,
    params: { ...(redactStrings(run.params, known) as Record<string, unknown>) },
    finding: redactFinding(finding, known),
    exchanges: trail.exchanges().map((exchange) => redactExchange(exchange, known)),
    durationMs: Math.round(performance.now() - start),
  }
}

/** Runs checks through the prober. A result never rejects: what goes wrong is a failed finding. */
export function createCheckRunner(powers: Powers): CheckRunner {
  const prober = createProber(powers)

  function openSession(input: SessionInput): CheckSession {
    const session = prober.open(input)
    const start = (run: RunInput): CheckRun => {
      const trail = createTrail(session, run.urgent)
      return { result: resultOf({ session, input, run, powers }, trail), hurry: trail.hurry }
    }
    return { start, probes: session.probes, close: session.close }
  }

  return { checks: powers.checks, openSession, close: prober.close }
}
