import { Why403Error } from '../errors.ts'
import type { Store } from '../store/assemble-store.ts'
import { readIncident } from '../store/incidents/list-incidents.ts'
import type { State } from '../walk/state.ts'
import { trailOf } from '../walk/trail.ts'
import { enqueueAdvance, enqueueAdvanceLater } from './driving/advance-job.ts'
import { type Bell, createBell } from './driving/bell.ts'
import { createCheckPool } from './driving/check-pool.ts'
import { openCheckSessions } from './driving/check-sessions.ts'
import { driveWalk } from './driving/drive-walk.ts'
import { type HeldLease, holdLease } from './driving/hold-lease.ts'
import { createWriteGate } from './driving/write-gate.ts'
import type { IncidentPowers } from './incident-powers.ts'
import { readKnownIncident } from './known-incident.ts'
import { readView } from './read-view.ts'
import { SECRET_EXPIRED } from './request/sealed-request.ts'
import { createRuleWatch } from './rules/rule-watch.ts'
import { viewOf } from './view/view-of.ts'
import type { IncidentView } from './view.ts'

type Advance = {
  incident: number
  /** Hands the incident back: what has arrived is in the log, the rest is done again by whoever takes it next. */
  signal?: AbortSignal
  /** Returns as soon as a person is needed; otherwise the checks that run ahead of the answer are finished first. */
  stopAtQuestion?: boolean
}

/** Tells a drive that there may be news in the log of its incident. */
type News = { tell(): void; take(): boolean; bell: Bell }

/** Drives that run in this process, so that news for one of them reach it at once. */
const drives = new WeakMap<Store, Map<number, News>>()

/**
 * Drives an incident until a person is needed or it ends. Safe to call at any time, any number of times, on any
 * replica: one holds the lease, others tell it that there may be news and return. @throws `incident.unknown`
 */
export async function advanceIncident(
  powers: IncidentPowers,
  { incident, signal, stopAtQuestion = false }: Advance,
): Promise<IncidentView> {
  const here = drivesOf(powers.store)
  const running = here.get(incident)
  if (running) {
    running.tell()
    return readView(powers, incident)
  }
  const lease = await holdLease(powers, incident)
  if (!lease) return leaveToOther(powers, incident)
  const news = createNews()
  here.set(incident, news)
  try {
    return await drive(powers, { incident, signal, stopAtQuestion, lease, news })
  } finally {
    await endLease(powers, lease)
    here.delete(incident)
    await queueWhatIsDue(powers, incident)
  }
}

function drivesOf(store: Store): Map<number, News> {
  const known = drives.get(store) ?? new Map<number, News>()
  drives.set(store, known)
  return known
}

function createNews(): News {
  const bell = createBell()
  let isThere = false
  return {
    bell,
    tell() {
      isThere = true
      bell.ring()
    },
    take() {
      const was = isThere
      isThere = false
      return was
    },
  }
}

/** Another replica drives it. Should that one have looked before the news, or die, it is looked at again soon. */
async function leaveToOther(powers: IncidentPowers, incident: number): Promise<IncidentView> {
  const row = await readIncident(powers.store.db, incident)
  if (!row) throw new Why403Error('incident.unknown', `There is no INC-${incident}.`, { facts: { incident } })
  if (row.due) await enqueueAdvanceLater(powers.store, powers.store.db, incident)
  return readView(powers, incident)
}

async function endLease({ store, log }: IncidentPowers, lease: HeldLease): Promise<void> {
  lease.end()
  if (lease.isReleased() || lease.lost.aborted) return
  await lease.release(store.db).catch((error: unknown) => log.warn({ error }, 'A lease could not be given back; it will run out'))
}

/** What came in the last moment, or was left undone, becomes a job again. */
async function queueWhatIsDue({ store, log }: IncidentPowers, incident: number): Promise<void> {
  try {
    if ((await readIncident(store.db, incident))?.due) await enqueueAdvance(store, store.db, incident)
  } catch (error) {
    log.warn({ incident, error }, 'What is due could not be queued; the next sweep finds it')
  }
}

type Driving = Required<Omit<Advance, 'signal'>> & { signal: AbortSignal | undefined; lease: HeldLease; news: News }

async function drive(powers: IncidentPowers, { incident, signal, stopAtQuestion, lease, news }: Driving): Promise<IncidentView> {
  const { bell } = news
  const known = await readKnownIncident(powers, incident)
  const sessions = await openCheckSessions(powers, known.state)
  const pool = createCheckPool({ bell, state: known.state, sessionFor: sessions.of })
  const stop = AbortSignal.any([lease.lost, ...(signal ? [signal] : [])])
  stop.addEventListener('abort', bell.ring)
  const trail = (state: State) => trailOf(state, known.set, powers.runner.checks)
  const isSaid = known.state.notes.some((note) => note.text === SECRET_EXPIRED)
  try {
    const state = await driveWalk({
      powers,
      known,
      lease,
      pool,
      bell,
      gate: createWriteGate(powers.runner.checks),
      rules: createRuleWatch(powers.store.db, trail),
      notice: sessions.expired && !isSaid ? SECRET_EXPIRED : undefined,
      stopped: () => stop.aborted,
      takeNews: news.take,
      stopAtQuestion,
    })
    return viewOf({ state, set: known.set, checks: powers.runner.checks, config: powers.config, now: powers.now() })
  } finally {
    stop.removeEventListener('abort', bell.ring)
    pool.stop()
    await sessions.close()
  }
}
