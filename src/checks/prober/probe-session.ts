import { createHash } from 'node:crypto'
import { Agent } from 'undici'
import type { TargetConfig } from '../../config/config.ts'
import { Why403Error } from '../../errors.ts'
import type { Exchange } from '../../exchange.ts'
import type { ProbeRequest, SubjectRequest } from '../check.ts'
import { createPins, type Pins } from './address/pins.ts'
import type { Failure } from './failure-of.ts'
import { createIdentities, type Identities } from './identity/identities.ts'
import { createKnownList, type KnownList } from './identity/known-list.ts'
import { ownCredential } from './identity/read-credential.ts'
import { createProbeBudget, type ProbeBudget } from './probe-budget.ts'
import { isSafeMethod, planProbe } from './probe-plan.ts'
import type { ProberPowers } from './prober-powers.ts'
import type { Headers } from './request-headers.ts'
import { type ProbeRun, runProbe } from './run-probe.ts'
import { sameness } from './sameness.ts'
import type { TokenBucket, Urgency } from './token-bucket.ts'

/** Time for a whole probe, its redirects and body included, from the moment when the budget lets it go. */
const PROBE_TIMEOUT_MS = 10_000
const RESPONSE_HEADERS_MAX_BYTES = 64 * 1024
const CONNECTIONS_MAX = 20

/** One incident's part: `incident` as in INC-7, `known` further secrets to redact, `probesUsed` by earlier sessions. */
export type SessionInput = {
  incident: string
  target: string
  request: SubjectRequest
  subject: string
  approved: boolean
  probesUsed: number
  known?: readonly string[]
}

/** A probe under way. `queued` while it waits for the target's budget. */
export type Probe = { exchange: Promise<Exchange>; urgency: Urgency; queued(): boolean }

/** The door to the network for one incident. Exchanges are in clear: whoever stores or shows one redacts it with `known`. */
export type ProbeSession = {
  identities: Identities
  /** Sends a probe, or joins the same safe one of this session unless `fresh`. Its exchange rejects for a missing secret or identity alone. */
  probe(request: ProbeRequest, urgency: Urgency): Probe
  /** Requests sent for the incident so far, those of earlier sessions included. */
  probes(): number
  probesLeft(): number
  /** Every secret seen in this session; it grows. */
  known: readonly string[]
  close(): Promise<void>
}

type Powers = ProberPowers & { bucketOf(target: string): TokenBucket }

/** Who asks, for whoever reads the target's logs; the trace id is new for each probe (W3C Trace Context). */
function ourHeaders({ version, newId }: Powers, incident: string): Headers {
  const id = createHash('sha256').update(newId()).digest('hex')
  return { 'user-agent': `why403/${version} (+${incident})`, traceparent: `00-${id.slice(0, 32)}-${id.slice(32, 48)}-01` }
}

function resultOf({ response, failure }: Exchange): string {
  return response ? `${Math.floor(response.status / 100)}xx` : (failure?.kind ?? 'unreachable')
}

function unsent(as: string, { method, url, failure }: { method: string; url: string; failure: Failure }): Exchange {
  return { as, request: { method, url, headers: {} }, response: null, failure }
}

function targetOf({ config }: Powers, name: string): TargetConfig {
  const target = config.targets[name]
  if (target) return target
  throw new Why403Error('target.unlisted', `The target ${name} is not in the configuration any more.`)
}

function agentFor(pins: Pins): Agent {
  const limits = { maxHeaderSize: RESPONSE_HEADERS_MAX_BYTES, headersTimeout: 0, bodyTimeout: 0 }
  return new Agent({ ...limits, connect: pins.connector, connections: CONNECTIONS_MAX, pipelining: 1, allowH2: false })
}

type Turn = { urgency: Urgency; came: boolean }
/** What the probes of one session share. */
type Shared = {
  powers: Powers
  input: SessionInput
  identities: Identities
  known: KnownList
  pins: Pins
  dispatcher: Agent
  budget: ProbeBudget
  closing: AbortSignal
}

type Asked = { request: ProbeRequest; as: string; turn: Turn }

async function send(session: Shared, { request: probe, as, turn }: Asked): Promise<Exchange> {
  const { powers, input, identities, known, pins, dispatcher, budget, closing } = session
  const { config, now, onProbe, timeoutMs = PROBE_TIMEOUT_MS } = powers
  const credential = await identities.credential(as)
  known.addCredential(credential)
  const scope = { ...input, subject: identities.find('subject').name, config }
  const planned = planProbe(scope, { probe, as, credential, always: ourHeaders(powers, input.incident) })
  if ('failure' in planned) return unsent(as, planned)
  known.addRequest(planned.plan)
  const run: ProbeRun = {
    config,
    dispatcher,
    now,
    admit: (name) => budget.admit(name, turn.urgency).finally(() => Object.assign(turn, { came: true })),
    pin: (url, name, signal) => pins.pin(url, config.targets[name]?.privateNetwork ?? false, signal),
    addressOf: pins.addressOf,
    deadline: () => AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
  }
  const exchange = await runProbe(run, planned.plan)
  known.addCookies(exchange)
  onProbe?.({ target: input.target, result: resultOf(exchange) })
  return exchange
}

/** Opens a session. @throws `target.unlisted` when the target is not configured (any more) */
export function openProbeSession(powers: Powers, input: SessionInput): ProbeSession {
  const target = targetOf(powers, input.target)
  const identities = createIdentities({ ...input, name: input.target, target, readSecret: powers.readSecret })
  const known = createKnownList(input.known ?? [])
  known.addCredential(ownCredential(input.request))
  known.addRequest(input.request)
  const pins = createPins(powers)
  const dispatcher = agentFor(pins)
  const closing = new AbortController()
  const { bucketOf } = powers
  const budget = createProbeBudget({ max: target.budget.probes, used: input.probesUsed, bucketOf, signal: closing.signal })
  const session: Shared = { powers, input, identities, known, pins, dispatcher, budget, closing: closing.signal }
  const shared = new Map<string, Probe>()

  function probe(request: ProbeRequest, urgency: Urgency): Probe {
    const as = identities.find(request.as ?? 'subject').name
    const key = sameness(input.request, request, as)
    const same = shared.get(key)
    const shareable = !request.fresh && isSafeMethod(request.method ?? input.request.method)
    if (same && shareable) return same
    const turn: Turn = { urgency: { ...urgency }, came: false }
    const exchange = send(session, { request, as, turn })
    exchange.catch(() => {})
    const started = { exchange, urgency: turn.urgency, queued: () => !turn.came }
    if (shareable) shared.set(key, started)
    return started
  }

  async function close(): Promise<void> {
    closing.abort()
    await dispatcher.destroy()
  }

  const probesLeft = () => Math.max(0, target.budget.probes - budget.used())
  return { identities, probe, probes: budget.used, probesLeft, known: known.values, close }
}
