import { asBackground } from '../../store/foreground.ts'
import { asStoreError } from '../../store/store-error.ts'
import { createAlarms } from './alarms.ts'
import type { SyncPowers } from './sync-powers.ts'
import { type SyncMemory, type SyncRound, syncThread } from './sync-thread.ts'

/** A burst of events becomes one edit; the person who pressed sees theirs at once by other ways. */
const DEBOUNCE_MS = 1_000
const STORE_AWAY_MS = 2_000

/** Keeps threads in step: one lane for each incident, so that an older state never overtakes a newer one. */
export type Syncer = {
  /** Something happened: the thread follows within about a second. */
  notice(incident: number): void
  /** Brings the thread in step now; resolves when it is, or when it must wait for Slack (it goes on by itself). */
  deliver(incident: number): Promise<void>
  /** Stops; what is due is found again at the next start. */
  close(): Promise<void>
}

type Lane = { again: boolean; done: Promise<void> }

/** A syncer whose timers hold no process alive. */
export function createSyncer(powers: SyncPowers): Syncer {
  const lanes = new Map<number, Lane>()
  const memories = new Map<number, SyncMemory>()
  const stop = new AbortController()
  const alarms = createAlarms((incident) => void deliver(incident))

  async function round(incident: number): Promise<void> {
    const memory = memories.get(incident) ?? { failures: 0 }
    const waitMs = await tryRound(powers, incident, { memory, signal: stop.signal })
    if (waitMs !== undefined) alarms.set(incident, waitMs)
    if (memory.failures > 0) memories.set(incident, memory)
    else memories.delete(incident)
  }

  async function run(incident: number, lane: Lane): Promise<void> {
    do {
      lane.again = false
      await round(incident)
    } while (lane.again && !stop.signal.aborted)
    lanes.delete(incident)
  }

  function deliver(incident: number): Promise<void> {
    const running = lanes.get(incident)
    if (running) {
      running.again = true
      return running.done
    }
    if (stop.signal.aborted) return Promise.resolve()
    const lane: Lane = { again: false, done: Promise.resolve() }
    lanes.set(incident, lane)
    lane.done = asBackground(() => run(incident, lane))
    return lane.done
  }

  return {
    notice: (incident) => asBackground(() => alarms.set(incident, DEBOUNCE_MS)),
    deliver,
    async close() {
      stop.abort()
      alarms.close()
      await Promise.allSettled([...lanes.values()].map((lane) => lane.done))
    },
  }
}

/** What `syncThread` answers; while the store is away, when to look again. */
async function tryRound(powers: SyncPowers, incident: number, round: SyncRound): Promise<number | undefined> {
  try {
    return await syncThread(powers, incident, round)
  } catch (error) {
    const facts = { incident, error: String(asStoreError(error)) }
    powers.incidents.log.warn(facts, 'A thread could not be brought in step; it is tried again')
    return STORE_AWAY_MS
  }
}
