import type { Deps } from '../../deps.ts'
import type { Store } from '../../store/assemble-store.ts'
import type { Db } from '../../store/database.ts'
import { LEASE_MS, releaseLease, renewLease, takeLease } from '../../store/incidents/incident-lease.ts'

/** The right to drive an incident. `lost` fires when another owner may have it: stop then. */
export type HeldLease = {
  lost: AbortSignal
  /** Gives it back, also as a part of the caller's transaction. */
  release(db: Db): Promise<void>
  /** It was given back for certain: the transaction that did it has committed. */
  markReleased(): void
  isReleased(): boolean
  /** Stops renewing. */
  end(): void
}

const RENEW_MS = LEASE_MS / 3

/** Takes the lease on an incident and renews it until `end`; undefined when somebody else drives it. */
export async function holdLease(powers: Deps & { store: Store }, incident: number): Promise<HeldLease | undefined> {
  const { store, now, log } = powers
  const lease = { incident, owner: store.owner }
  if (!(await takeLease(store.db, { ...lease, now: now() }))) return undefined
  const lost = new AbortController()
  let released = false
  let until = now().getTime() + LEASE_MS
  const timer = setInterval(async () => {
    const at = now()
    const renewed = await renewLease(store.db, { ...lease, now: at }).catch(() => undefined)
    if (renewed) until = at.getTime() + LEASE_MS
    else if (renewed === false || at.getTime() >= until) lost.abort()
  }, RENEW_MS)
  lost.signal.addEventListener('abort', () => log.warn({ incident }, 'The lease on this incident was lost'))
  return {
    lost: lost.signal,
    release: (db) => releaseLease(db, { ...lease, now: now() }),
    markReleased: () => {
      released = true
      clearInterval(timer)
    },
    isReleased: () => released,
    end: () => clearInterval(timer),
  }
}
