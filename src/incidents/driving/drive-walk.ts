import { setImmediate } from 'node:timers/promises'
import { isWhy403Error } from '../../errors.ts'
import { inTransaction } from '../../store/database.ts'
import { appendEvents } from '../../store/incidents/append-events.ts'
import { readEvents } from '../../store/incidents/read-events.ts'
import { within } from '../../store/opening/within.ts'
import type { EventBody } from '../../walk/event.ts'
import { prefetch } from '../../walk/prefetch.ts'
import { foldEvents } from '../../walk/reduce.ts'
import type { State } from '../../walk/state.ts'
import { hasResult } from '../../walk/verification-runs.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { KnownIncident } from '../known-incident.ts'
import type { RuleWatch } from '../rules/rule-watch.ts'
import { projectionOf } from '../view/projection-of.ts'
import type { Bell } from './bell.ts'
import type { CheckPool } from './check-pool.ts'
import { closeOnProof } from './close-on-proof.ts'
import { type Decision, decide, stateAfter } from './decide.ts'
import type { HeldLease } from './hold-lease.ts'
import { waitsForMore } from './waits-for-more.ts'
import type { WriteGate } from './write-gate.ts'

/** At most this many checks run ahead of the walk at once. */
const PREFETCH_MAX = 6
/** What runs ahead may use this share of the probe budget; the rest is for where the walk really goes. */
const PREFETCH_SHARE = 0.5
/** Results of one step that come within this of each other are looked at, and written, together. */
const TOGETHER_MS = 20
/** So long a stopping process waits for the answer to a write; the queue gives its jobs a little more. */
const WRITE_ENDS_MS = 2_500

/** One drive: who may stop it, what rings when something happens, and what it remembers from turn to turn. */
type Drive = {
  powers: IncidentPowers
  known: KnownIncident
  lease: HeldLease
  pool: CheckPool
  bell: Bell
  gate: WriteGate
  rules: RuleWatch
  /** Said once in the log, beside the next events. */
  notice: string | undefined
  stopped: () => boolean
  /** Whether somebody said that there are news in the log, since it was asked last. */
  takeNews: () => boolean
  stopAtQuestion: boolean
}

/**
 * Drives the walk until a person is needed and nothing runs ahead any more, or it ends, or it is stopped. What arrived
 * together is written together; what lost the race is decided again on the new log. Returns the last state.
 */
export async function driveWalk(drive: Drive): Promise<State> {
  let { state } = drive.known
  while (!drive.stopped()) {
    const settled = await settle(drive, state)
    const { decision, announced, goesOn } = settled
    const mayWait = !goesOn && !drive.stopped() && waitsForMore(decision, drive.pool.running())
    if (mayWait && (await drive.bell.rings(TOGETHER_MS))) continue
    const isOver = !goesOn && isOverWith(drive, decision)
    const written = await write(drive, { state, decision, announced, isOver })
    state = written ?? (await catchUp(drive, state))
    if (isOver && written) break
    if (!written || goesOn) continue
    // The word to stop may have been heard above, and would not ring again.
    if (!drive.stopped()) await drive.bell.wait()
    if (drive.takeNews()) state = await catchUp(drive, state)
  }
  return drive.stopped() && !drive.lease.lost.aborted ? keepArrived(drive, state) : state
}

/**
 * On the way out: results that have come are kept, so that nobody probes for them again. A write that is on its way is
 * waited for, since nobody may send it again.
 */
async function keepArrived(drive: Drive, state: State): Promise<State> {
  const writing = [...state.sending].filter((key) => !hasResult(state, key))
  if (writing.length > 0) await within(WRITE_ENDS_MS, drive.pool.ended(writing))
  drive.pool.follow(state)
  return (await write(drive, { state, decision: decideNow(drive, state), announced: [], isOver: false })) ?? state
}

/** A decision, and what must be in the log before checks that may write for real can start. `goesOn`: as soon as that is written. */
type Settled = { decision: Decision; announced: EventBody[]; goesOn: boolean }

/** Decides, starts what is wanted, and decides again as long as checks bring their result at once, as those do that only read. */
async function settle(drive: Drive, state: State): Promise<Settled> {
  const { pool, bell } = drive
  for (;;) {
    bell.heard()
    pool.follow(state)
    const decision = decideNow(drive, state)
    // The checks of a new round are started once it has begun for everybody.
    if (decision.state.round !== state.round) return { decision, announced: [], goesOn: true }
    const { began, announced } = startChecks(drive, decision)
    const goesOn = announced.length > 0
    // The probes of the path leave before anything runs ahead.
    if (began) await setImmediate()
    if (!drive.stopped()) startAhead(drive, decision)
    if (!began || goesOn) return { decision, announced, goesOn }
    await setImmediate()
    if (!bell.heard() || drive.stopped()) return { decision, announced, goesOn }
  }
}

function decideNow({ powers, known, pool }: Drive, state: State): Decision {
  return decide(state, pool.arrived(), { set: known.set, checks: powers.runner.checks, config: powers.config, now: powers.now() })
}

/** Starts the checks of the path; says whether any began. */
function startChecks({ pool, gate }: Drive, { next, state }: Decision): { began: boolean; announced: EventBody[] } {
  const { ready, bodies: announced } = gate.admit(state, next.kind === 'run' ? next.checks : [])
  return { began: pool.start(ready, { urgent: true }), announced }
}

/** Starts checks that may come, never one that may write. */
function startAhead({ powers, known, pool }: Drive, { next, state }: Decision): void {
  const budget = powers.config.targets[state.opened.target]?.budget.probes ?? 0
  if (next.kind === 'done' || state.sent.size >= budget * PREFETCH_SHARE) return
  pool.start(prefetch(state, known.set, powers.runner.checks), { urgent: false, runningMax: PREFETCH_MAX })
}

function isOverWith({ pool, stopAtQuestion }: Drive, { next }: Decision): boolean {
  if (next.kind === 'done') return true
  return next.kind !== 'run' && (stopAtQuestion || pool.running() === 0)
}

type Turn = { state: State; decision: Decision; announced: EventBody[]; isOver: boolean }

/** Appends what was decided; returns the state after it, or undefined when somebody else was first. */
async function write(drive: Drive, { state, decision, announced, isOver }: Turn): Promise<State | undefined> {
  const { powers, known, lease } = drive
  const { store, runner } = powers
  const actor = { kind: 'machine' } as const
  const at = powers.now()
  const bodies = [...noticeBodies(drive), ...decision.bodies, ...announced, ...(await drive.rules.bodies(decision))]
  const proven = decision.next.kind === 'close' ? decision.next.run : undefined
  if (bodies.length === 0 && !isOver && !proven) return state
  const written = stateAfter(state, bodies, { actor, at })
  let after = written
  try {
    await inTransaction(store, async (tx) => {
      const projection = projectionOf(written, known.set, runner.checks)
      if (bodies.length > 0) await appendEvents(tx, { incident: state.incident, seen: state.seq, at, actor, bodies, projection })
      if (proven) after = await closeOnProof(tx, powers, { state: written, set: known.set, run: proven, at })
      if (isOver) await lease.release(tx)
    })
  } catch (error) {
    if (isWhy403Error(error, 'incident.stale')) return undefined
    throw error
  }
  if (isOver) lease.markReleased()
  tell(drive, bodies)
  if (after.seq > state.seq) powers.onEvent?.(state.incident)
  return after
}

function noticeBodies(drive: Drive): EventBody[] {
  return drive.notice === undefined ? [] : [{ type: 'noted', data: { text: drive.notice } }]
}

function tell(drive: Drive, bodies: readonly EventBody[]): void {
  drive.notice = undefined
  for (const body of bodies) {
    if (body.type === 'entered') drive.powers.onStep?.(body.data.step)
    if (body.type === 'verified') drive.powers.onVerified?.(body.data.kind)
  }
}

/** Takes in what others appended since. */
async function catchUp({ powers }: Drive, state: State): Promise<State> {
  return foldEvents(await readEvents(powers.store.db, state.incident, state.seq), state) ?? state
}
