import { and, asc, eq, inArray, isNull, lt, lte, or } from 'drizzle-orm'
import { z } from 'zod'
import type { Db } from '../database.ts'
import { LEASE_MS } from '../incidents/incident-lease.ts'
import { incidents, slackMessages } from '../schema/schema.ts'

/** `due`: to be posted or edited; `posting`: a call is on its way; `posted`: as wanted; `gone`: never to be tried again. */
const MessageState = z.enum(['due', 'posting', 'posted', 'gone'])

/** The slot of the card, the one message that follows the incident's log. */
export const CARD_SLOT = 'card'

/** One message of an incident in Slack. `slot` names its part (`card`, `outcome`, `escalation-12`); absent `ts`: never posted. */
export const SlackMessage = z.object({
  incident: z.int().positive(),
  slot: z.string(),
  team: z.string(),
  channel: z.string(),
  threadTs: z.string().optional(),
  ts: z.string().optional(),
  postedHash: z.string().optional(),
  /** Of the card: the incident's seq that the whole thread is in step with. */
  postedSeq: z.int().optional(),
  state: MessageState,
  attempts: z.int().nonnegative().default(0),
  nextAt: z.date().optional(),
  lastError: z.string().optional(),
  /** Sealed by the caller's vault. */
  responseUrl: z.string().optional(),
  updatedAt: z.date(),
})
export type SlackMessage = z.infer<typeof SlackMessage>

/** What a write expects to find: the row's state, what was posted, and when it was last written. Null expects nothing there. */
type ExpectedMessage = Partial<Pick<SlackMessage, 'state' | 'updatedAt' | 'attempts'> & { postedHash: string | null; ts: string | null }>

/** What an incident has in Slack, by slot name. */
export async function readMessages(db: Db, incident: number): Promise<SlackMessage[]> {
  const rows = await db.select().from(slackMessages).where(eq(slackMessages.incident, incident)).orderBy(asc(slackMessages.slot))
  return rows.map(messageOf)
}

/** Any incident with a message in this thread; undefined when the thread is none of ours. */
export async function findThread(db: Db, at: { team: string; channel: string; threadTs: string }): Promise<number | undefined> {
  const rows = await db
    .select({ incident: slackMessages.incident })
    .from(slackMessages)
    .where(
      and(
        eq(slackMessages.team, at.team),
        eq(slackMessages.channel, at.channel),
        or(eq(slackMessages.threadTs, at.threadTs), eq(slackMessages.ts, at.threadTs)),
      ),
    )
    .limit(1)
  return rows[0]?.incident
}

/** Writes the message whole, in place of what is in its slot. */
export async function saveMessage(db: Db, message: SlackMessage): Promise<void> {
  const row = rowOf(message)
  await db
    .insert(slackMessages)
    .values(row)
    .onConflictDoUpdate({ target: [slackMessages.incident, slackMessages.slot], set: row })
}

/** Writes a message into a slot that has none; false when somebody was first. */
export async function addMessage(db: Db, message: SlackMessage): Promise<boolean> {
  const rows = await db.insert(slackMessages).values(rowOf(message)).onConflictDoNothing().returning({ slot: slackMessages.slot })
  return rows.length > 0
}

/** Writes the message if its slot is still as expected (compare and set); false when somebody was first. */
export async function replaceMessage(db: Db, message: SlackMessage, expected: ExpectedMessage): Promise<boolean> {
  const rows = await db
    .update(slackMessages)
    .set(rowOf(message))
    .where(and(eq(slackMessages.incident, message.incident), eq(slackMessages.slot, message.slot), ...conditions(expected)))
    .returning({ slot: slackMessages.slot })
  return rows.length > 0
}

/** Claims a slot for one call to Slack if `attempts` is still what was read: of two replicas one wins, for `leaseMs`. */
export async function claimMessage(db: Db, { incident, slot, attempts, now, leaseMs = LEASE_MS }: Claim): Promise<boolean> {
  const rows = await db
    .update(slackMessages)
    .set({ state: 'posting', attempts: attempts + 1, nextAt: new Date(now.getTime() + leaseMs), updatedAt: now })
    .where(and(eq(slackMessages.incident, incident), eq(slackMessages.slot, slot), eq(slackMessages.attempts, attempts)))
    .returning({ slot: slackMessages.slot })
  return rows.length > 0
}

/** Keeps a claim while its call is on its way; nothing when the claim is no longer ours. */
export async function renewMessage(db: Db, { incident, slot, attempts, now, leaseMs = LEASE_MS }: Claim): Promise<void> {
  await db
    .update(slackMessages)
    .set({ nextAt: new Date(now.getTime() + leaseMs) })
    .where(
      and(
        eq(slackMessages.incident, incident),
        eq(slackMessages.slot, slot),
        eq(slackMessages.attempts, attempts),
        eq(slackMessages.state, 'posting'),
      ),
    )
}

type Claim = { incident: number; slot: string; attempts: number; now: Date; leaseMs?: number }

/**
 * Incidents whose thread needs work: a message is due (or was left in posting by somebody who died) and its `nextAt`
 * is reached, or the `card` shows an older seq than the incident has.
 */
export async function listDueMessages(db: Db, { now, limit = 1000 }: { now: Date; limit?: number }): Promise<number[]> {
  const reached = or(isNull(slackMessages.nextAt), lte(slackMessages.nextAt, now))
  const waiting = and(inArray(slackMessages.state, ['due', 'posting']), reached)
  const behind = and(eq(slackMessages.slot, CARD_SLOT), eq(slackMessages.state, 'posted'), lt(slackMessages.postedSeq, incidents.seq))
  const rows = await db
    .selectDistinct({ incident: slackMessages.incident })
    .from(slackMessages)
    .innerJoin(incidents, eq(incidents.incident, slackMessages.incident))
    .where(or(waiting, behind))
    .orderBy(asc(slackMessages.incident))
    .limit(limit)
  return rows.map((row) => row.incident)
}

function conditions(expected: ExpectedMessage) {
  const { state, updatedAt, postedHash, ts, attempts } = expected
  return [
    attempts === undefined ? undefined : eq(slackMessages.attempts, attempts),
    state === undefined ? undefined : eq(slackMessages.state, state),
    updatedAt === undefined ? undefined : eq(slackMessages.updatedAt, updatedAt),
    postedHash === undefined
      ? undefined
      : postedHash === null
        ? isNull(slackMessages.postedHash)
        : eq(slackMessages.postedHash, postedHash),
    ts === undefined ? undefined : ts === null ? isNull(slackMessages.ts) : eq(slackMessages.ts, ts),
  ]
}

function rowOf(message: SlackMessage): typeof slackMessages.$inferInsert {
  const { threadTs, ts, postedHash, postedSeq, nextAt, lastError, responseUrl, ...rest } = message
  return {
    ...rest,
    threadTs: threadTs ?? null,
    ts: ts ?? null,
    postedHash: postedHash ?? null,
    postedSeq: postedSeq ?? null,
    nextAt: nextAt ?? null,
    lastError: lastError ?? null,
    responseUrl: responseUrl ?? null,
  }
}

function messageOf(row: typeof slackMessages.$inferSelect): SlackMessage {
  return SlackMessage.parse(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
}
