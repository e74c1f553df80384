import { and, asc, eq, isNull, lte, or, type SQL } from 'drizzle-orm'
import type { Db } from './database.ts'
import { incidents } from './schema.ts'

/** How long a lease lasts unless it is renewed; with the sweep's interval, a dead owner's work is taken again within 10 s. */
export const LEASE_MS = 8_000

const DUE_MAX = 1000

type Lease = { incident: number; owner: string }
type TimedLease = Lease & { now: Date; leaseMs?: number }

/** Takes the incident for `owner` if nobody has it, or their lease has run out. One holder at a time, the same owner included. */
export async function takeLease(db: Db, { incident, owner, now, leaseMs = LEASE_MS }: TimedLease): Promise<boolean> {
  const taken = await db
    .update(incidents)
    .set({ leaseOwner: owner, leaseUntil: after(now, leaseMs) })
    .where(and(eq(incidents.incident, incident), or(isNull(incidents.leaseUntil), lte(incidents.leaseUntil, now))))
    .returning({ incident: incidents.incident })
  return taken.length > 0
}

/** Prolongs `owner`'s lease; false when another has it by now: stop working then. */
export async function renewLease(db: Db, { incident, owner, now, leaseMs = LEASE_MS }: TimedLease): Promise<boolean> {
  const renewed = await db
    .update(incidents)
    .set({ leaseUntil: after(now, leaseMs) })
    .where(and(eq(incidents.incident, incident), eq(incidents.leaseOwner, owner)))
    .returning({ incident: incidents.incident })
  return renewed.length > 0
}

/** Gives the incident back, if `owner` still has it. */
export async function releaseLease(db: Db, { incident, owner }: Lease): Promise<void> {
  await db
    .update(incidents)
    .set({ leaseOwner: null, leaseUntil: null })
    .where(and(eq(incidents.incident, incident), eq(incidents.leaseOwner, owner)))
}

/** Incidents that a dead process has left: it is the machine's turn, and the lease on them has run out; oldest first. */
export async function listAbandoned(db: Db, { now, limit = DUE_MAX }: { now: Date; limit?: number }): Promise<number[]> {
  return selectDue(db, lte(incidents.leaseUntil, now), limit)
}

/** Incidents where it is the machine's turn and nobody works, whether or not a job for them waits; oldest first. */
export async function listDue(db: Db, { now, limit = DUE_MAX }: { now: Date; limit?: number }): Promise<number[]> {
  return selectDue(db, or(isNull(incidents.leaseUntil), lte(incidents.leaseUntil, now)), limit)
}

async function selectDue(db: Db, isFree: SQL | undefined, limit: number): Promise<number[]> {
  const rows = await db
    .select({ incident: incidents.incident })
    .from(incidents)
    .where(and(eq(incidents.due, true), isFree))
    .orderBy(asc(incidents.incident))
    .limit(limit)
  return rows.map((row) => row.incident)
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}
