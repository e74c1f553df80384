import { and, asc, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { incidents } from '../schema/schema.ts'

/** How long a lease lasts unless it is renewed; with the sweep's interval, a dead owner's work is taken again within 10 s. */
export const LEASE_MS = 6_000

/** What is due and nobody's is taken within this, or counts as left lying: its job may have died with a process. */
export const TAKEN_WITHIN_MS = 3_000

const DUE_MAX = 1000

type Lease = { incident: number; owner: string }
type TimedLease = Lease & { now: Date; leaseMs?: number }

/** Takes the incident for `owner` if nobody has it, or their lease has run out. One holder at a time, the same owner included. */
export async function takeLease(db: Db, { incident, owner, now, leaseMs = LEASE_MS }: TimedLease): Promise<boolean> {
  const taken = await db
    .update(incidents)
    .set({ leaseOwner: owner, leaseUntil: after(now, leaseMs) })
    .where(and(eq(incidents.incident, incident), isFree(now)))
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

/** Gives the incident back, if `owner` still has it; what is due by then has to be taken soon. */
export async function releaseLease(db: Db, { incident, owner, now }: Lease & { now: Date }): Promise<void> {
  await db
    .update(incidents)
    .set({ leaseOwner: null, leaseUntil: sql`case when ${incidents.due} then ${instant(takenUntil(now))} end` })
    .where(and(eq(incidents.incident, incident), eq(incidents.leaseOwner, owner)))
}

/** Until when somebody should have taken what became due at `at`. */
export function takenUntil(at: Date): Date {
  return after(at, TAKEN_WITHIN_MS)
}

/** The lease of an incident after an event: whoever has it keeps it, and what is nobody's and due has to be taken soon. */
export function leaseAfterEvent({ due, at }: { due: boolean; at: Date }) {
  return sql`case when ${incidents.leaseOwner} is null then ${due ? instant(takenUntil(at)) : null} else ${incidents.leaseUntil} end`
}

/**
 * Frees what a dead process has left: it is the machine's turn, and either the lease has run out or nobody took it in
 * time. Oldest first; what was freed and is still not taken is found again after `TAKEN_WITHIN_MS`.
 */
export async function freeAbandoned(db: Db, { now, limit = DUE_MAX }: { now: Date; limit?: number }): Promise<number[]> {
  const left = db
    .select({ incident: incidents.incident })
    .from(incidents)
    .where(and(eq(incidents.due, true), lte(incidents.leaseUntil, now)))
    .orderBy(asc(incidents.incident))
    .limit(limit)
    .for('update', { skipLocked: true })
  const freed = await db
    .update(incidents)
    .set({ leaseOwner: null, leaseUntil: takenUntil(now) })
    .where(inArray(incidents.incident, left))
    .returning({ incident: incidents.incident })
  return freed.map(({ incident }) => incident).toSorted((one, other) => one - other)
}

/** Incidents where it is the machine's turn and nobody works, whether or not a job for them waits; oldest first. */
export async function listDue(db: Db, { now, limit = DUE_MAX }: { now: Date; limit?: number }): Promise<number[]> {
  const rows = await db
    .select({ incident: incidents.incident })
    .from(incidents)
    .where(and(eq(incidents.due, true), isFree(now)))
    .orderBy(asc(incidents.incident))
    .limit(limit)
  return rows.map((row) => row.incident)
}

function isFree(now: Date) {
  return or(isNull(incidents.leaseOwner), lte(incidents.leaseUntil, now))
}

function instant(at: Date) {
  return sql`${sql.param(at, incidents.leaseUntil)}::timestamptz`
}

function after(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms)
}
