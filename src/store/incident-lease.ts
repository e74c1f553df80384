import { and, asc, eq, isNull, lte, or } from 'drizzle-orm'
import type { Db } from './database.ts'
import { incidents } from './schema.ts'

/** How long a lease lasts unless it is renewed; with the sweep's interval, a dead owner's work is taken again within 10 s. */
export const LEASE_MS = 8_000

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

/** Incidents where it is the machine's turn and nobody works, or the lease has run out; oldest first. */
export async function listDue(db: Db, { now, limit = 1000 }: { now: Date; limit?: number }): Promise<number[]> {
  const rows = await db
    .select({ incident: incidents.incident })
    .from(incidents)
    .where(and(eq(incidents.due, true), or(isNull(incidents.leaseUntil), lte(incidents.leaseUntil, now))))
    .orderBy(asc(incidents.incident))
    .limit(limit)
  return rows.map((row) => row.incident)
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}
