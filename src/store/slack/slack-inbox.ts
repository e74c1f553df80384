import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { LEASE_MS } from '../incidents/incident-lease.ts'
import { slackInbox } from '../schema/schema.ts'
import type { Vault } from '../secrets/vault.ts'

/**
 * What Slack sent. `key` is the same for every delivery of the same thing (event_id, trigger_id, …). With `owner` and
 * `leaseUntil` it is taken at once by the process that received it.
 */
type Delivery = { key: string; kind: string; payload: unknown; at: Date; owner?: string; leaseUntil?: Date }

/** A delivery that is being worked on; `attempts` counts this one. */
type TakenDelivery = { key: string; kind: string; payload: unknown; attempts: number; receivedAt: Date }

/** Keeps a delivery, sealed, before it is acknowledged; `duplicate` when one with its key is there already. */
export async function receive(db: Db, vault: Vault, { key, kind, payload, at, owner, leaseUntil }: Delivery): Promise<'new' | 'duplicate'> {
  const rows = await db
    .insert(slackInbox)
    .values({
      key,
      kind,
      payload: vault.seal(JSON.stringify(payload), context(key)),
      receivedAt: at,
      leaseOwner: owner ?? null,
      leaseUntil: leaseUntil ?? null,
      attempts: owner === undefined ? 0 : 1,
    })
    .onConflictDoNothing()
    .returning({ key: slackInbox.key })
  return rows.length > 0 ? 'new' : 'duplicate'
}

/** Takes a delivery for `owner`; null when it is finished, or somebody else works on it. */
export async function takeInbox(
  db: Db,
  vault: Vault,
  { key, owner, now, leaseMs = LEASE_MS }: { key: string; owner: string; now: Date; leaseMs?: number },
): Promise<TakenDelivery | null> {
  const [row] = await db
    .update(slackInbox)
    .set({ leaseOwner: owner, leaseUntil: new Date(now.getTime() + leaseMs), attempts: sql`${slackInbox.attempts} + 1` })
    .where(and(eq(slackInbox.key, key), isNull(slackInbox.finishedAt), unleased(now)))
    .returning()
  if (!row?.payload) return null
  const payload: unknown = JSON.parse(vault.open(row.payload, context(key)))
  return { key, kind: row.kind, payload, attempts: row.attempts, receivedAt: row.receivedAt }
}

/**
 * Marks a delivery as done and forgets its payload; false when it was done before. Within the transaction of what it
 * asked for, that happens once and no more. The key stays for a day, so that a redelivery is seen.
 */
export async function finishInbox(db: Db, { key, now, error }: { key: string; now: Date; error?: string }): Promise<boolean> {
  const rows = await db
    .update(slackInbox)
    .set({ finishedAt: now, payload: null, leaseOwner: null, leaseUntil: null, lastError: error ?? null })
    .where(and(eq(slackInbox.key, key), isNull(slackInbox.finishedAt)))
    .returning({ key: slackInbox.key })
  return rows.length > 0
}

/** Forgets a delivery altogether, so that the same key is new again (a modal that was sent back with errors). */
export async function forgetInbox(db: Db, key: string): Promise<void> {
  await db.delete(slackInbox).where(eq(slackInbox.key, key))
}

/** Gives a delivery back to be tried again from `retryAt` on; `error` says why, redacted. */
export async function releaseInbox(
  db: Db,
  { key, owner, retryAt, error }: { key: string; owner: string; retryAt?: Date; error?: string },
): Promise<void> {
  await db
    .update(slackInbox)
    .set({ leaseOwner: null, leaseUntil: retryAt ?? null, lastError: error ?? null })
    .where(and(eq(slackInbox.key, key), eq(slackInbox.leaseOwner, owner)))
}

/** Keys of deliveries that nobody works on and that are not finished, oldest first. */
export async function listUnfinished(db: Db, { now, limit = 1000 }: { now: Date; limit?: number }): Promise<string[]> {
  const rows = await db
    .select({ key: slackInbox.key })
    .from(slackInbox)
    .where(and(isNull(slackInbox.finishedAt), unleased(now)))
    .orderBy(asc(slackInbox.receivedAt))
    .limit(limit)
  return rows.map((row) => row.key)
}

/** Forgets deliveries finished before `before`; says how many. */
export async function purgeInbox(db: Db, before: Date): Promise<number> {
  return (await db.delete(slackInbox).where(lte(slackInbox.finishedAt, before)).returning({ key: slackInbox.key })).length
}

function unleased(now: Date) {
  return or(isNull(slackInbox.leaseUntil), lte(slackInbox.leaseUntil, now))
}

function context(key: string): string {
  return `slack-inbox/${key}`
}
