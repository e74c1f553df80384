import { createHash } from 'node:crypto'
import type { OAuth2, TargetConfig } from '../../config/config.ts'
import { lookUpTarget } from '../../config/find-target.ts'
import type { SecretReader } from '../../config/read-secret.ts'
import { Why403Error } from '../../errors.ts'
import type { Exchange } from '../../exchange.ts'
import type { Credential, ProbeRequest, SourceAnswer, SourceRequest, SubjectRequest } from '../check.ts'
import { CheckFailed } from '../check-failed.ts'
import type { Connection, ConnectionRequest } from '../connection.ts'
import { createPins, type Pins } from './address/pins.ts'
import { resolveBySystem } from './address/resolve-host.ts'
import type { Failure } from './failure-of.ts'
import { createIdentities, type Identities } from './identity/identities.ts'
import { createKnownList, type KnownList } from './identity/known-list.ts'
import { type FetchToken, ownCredential } from './identity/read-credential.ts'
import { inspectConnection } from './inspect-connection.ts'
import { createProbeBudget, type ProbeBudget } from './probe-budget.ts'
import { isSafeMethod, planProbe } from './probe-plan.ts'
import type { ProberPowers } from './prober-powers.ts'
import type { Headers } from './request-headers.ts'
import { type ProbeRun, runProbe } from './run-probe.ts'
import { sameness } from './sameness.ts'
import { openSourceDoor } from './sources/source-door.ts'
import type { TokenBucket, Urgency } from './token-bucket.ts'
import type { WayChoice } from './ways/way.ts'
import { createWays, type Ways } from './ways/ways.ts'

/** Time for a whole probe, its redirects and body included, from the moment when the budget lets it go. */
const PROBE_TIMEOUT_MS = 10_000

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
  /** Asks a service beside the target; see `CheckContext.ask`. */
  ask(request: SourceRequest, signal?: AbortSignal): Promise<SourceAnswer>
  secret: SecretReader
  /** What an identity would send, in clear; it is among `known` from then on. */
  credential(name: string): Promise<Credential>
  inspect(request: ConnectionRequest): Promise<Connection>
  addresses(url?: string): Promise<readonly string[]>
  /** Requests sent for the incident so far, those of earlier sessions included. */
  probes(): number
  probesLeft(): number
  /** Every secret seen in this session; it grows. */
  known: readonly string[]
  close(): Promise<void>
}

type Powers = ProberPowers & {
  bucketOf(target: string): TokenBucket
  /** Tokens of all sessions, so that none is got twice. */
  fetchToken(target: string, oauth2: OAuth2, whose?: { key: string; fresh: boolean }): Promise<string>
}

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

type Turn = { urgency: Urgency; came: boolean }
/** What the probes of one session share. */
type Shared = {
  powers: Powers
  input: SessionInput
  identities: Identities
  known: KnownList
  ways: Ways
  budget: ProbeBudget
  closing: AbortSignal
}

/** Whose client certificate a connection presents; undefined where the identity has none. */
function certificateOf({ powers, input }: Pick<Shared, 'powers' | 'input'>, as: string): string | undefined {
  return powers.config.targets[input.target]?.identities[as]?.clientCertificate ? as : undefined
}

function wayOf({ vantage, address, http2 }: ProbeRequest): WayChoice {
  return { vantage, address, http2 }
}

type Asked = { request: ProbeRequest; as: string; turn: Turn }

async function send(session: Shared, { request: probe, as, turn }: Asked): Promise<Exchange> {
  const { powers, input, identities, known, ways, budget, closing } = session
  const { config, now, onProbe, timeoutMs = PROBE_TIMEOUT_MS } = powers
  const credential = await identities.credential(as, { fresh: probe.credential === 'fresh' })
  known.addCredential(credential)
  const scope = { ...input, subject: identities.find('subject').name, config }
  const planned = planProbe(scope, { probe, as, credential, always: ourHeaders(powers, input.incident) })
  if ('failure' in planned) return unsent(as, planned)
  known.addRequest(planned.plan)
  known.addHeaders(probe.headers ?? {})
  const run: ProbeRun = {
    config,
    way: await ways.take({ ...wayOf(probe), certificateOf: certificateOf(session, as) }),
    now,
    admit: (name) => budget.admit(name, turn.urgency).finally(() => Object.assign(turn, { came: true })),
    deadline: () => AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]),
  }
  const exchange = await runProbe(run, planned.plan)
  known.addCookies(exchange)
  onProbe?.({ target: input.target, result: resultOf(exchange) })
  return exchange
}

/** Looks at one connection, as the budget allows it. */
async function inspect(session: Shared & { pins: Pins }, request: ConnectionRequest): Promise<Connection> {
  const { powers, input, ways, budget, closing } = session
  const { url = input.request.url, as, serverName, address, vantage } = request
  const refuse = (failure: Failure): Connection => ({ port: Number(new URL(url).port) || 0, durationMs: 0, failure })
  const found = lookUpTarget(powers.config, url)
  if (!found) return refuse({ kind: 'refused', message: 'the URL is under no listed target' })
  const certificate = as === undefined ? undefined : certificateOf(session, session.identities.find(as).name)
  const way = await ways.take({ vantage, address, certificateOf: certificate, lookOnly: true })
  if (!way.connector) return refuse({ kind: 'refused', message: 'a connection through a proxy is not looked at' })
  const stopped = await budget.admit(found.name, { urgent: true })
  if (stopped) return refuse(stopped)
  const signal = AbortSignal.any([closing, AbortSignal.timeout(powers.timeoutMs ?? PROBE_TIMEOUT_MS)])
  const unsafe = await way.pin(url, found.name, signal)
  return unsafe ? refuse(unsafe) : inspectConnection({ connector: way.connector, url, serverName, signal })
}

/** The addresses of a listed URL's host, checked as those of a probe are. @throws CheckFailed */
async function addresses({ powers, input, pins, closing }: Shared & { pins: Pins }, url = input.request.url): Promise<readonly string[]> {
  const found = lookUpTarget(powers.config, url)
  if (!found) throw new CheckFailed('refused', 'the URL is under no listed target')
  const signal = AbortSignal.any([closing, AbortSignal.timeout(powers.timeoutMs ?? PROBE_TIMEOUT_MS)])
  const failure = await pins.pin(url, found.target.privateNetwork, signal)
  if (failure) throw new CheckFailed(failure.kind, failure.message)
  return pins.addressesOf(new URL(url).hostname) ?? []
}

/** Opens a session. @throws `target.unlisted` when the target is not configured (any more) */
export function openProbeSession(powers: Powers, input: SessionInput): ProbeSession {
  const target = targetOf(powers, input.target)
  const { bucketOf, config, connect, resolve = resolveBySystem, version, timeoutMs } = powers
  const known = createKnownList(input.known ?? [])
  const secret: SecretReader = async (ref) => known.addSecret(await powers.readSecret(ref))
  const fetchToken: FetchToken = (oauth2, whose) => powers.fetchToken(input.target, oauth2, whose)
  const identities = createIdentities({ ...input, name: input.target, target, readSecret: secret, fetchToken })
  known.addCredential(ownCredential(input.request))
  known.addRequest(input.request)
  const pins = createPins(resolve)
  const ways = createWays({ config, target: input.target, incidentUrl: input.request.url, pins, connect, readSecret: secret })
  const closing = new AbortController()
  const doorPowers = { version, resolve, connect, readSecret: secret, noteHeaders: known.addSent, timeoutMs, closing: closing.signal }
  const door = openSourceDoor({ ...input, target, ...doorPowers })
  const budget = createProbeBudget({ max: target.budget.probes, used: input.probesUsed, bucketOf, signal: closing.signal })
  const session = { powers, input, identities, known, pins, ways, budget, closing: closing.signal }
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

  async function credential(name: string): Promise<Credential> {
    const found = await identities.credential(name)
    known.addCredential(found)
    return found
  }

  async function close(): Promise<void> {
    closing.abort()
    await Promise.all([ways.close(), door.close()])
  }

  const probesLeft = () => Math.max(0, target.budget.probes - budget.used())
  const around = {
    ask: door.ask,
    secret,
    credential,
    inspect: (asked: ConnectionRequest) => inspect(session, asked),
    addresses: (url?: string) => addresses(session, url),
  }
  return { identities, probe, ...around, probes: budget.used, probesLeft, known: known.values, close }
}
