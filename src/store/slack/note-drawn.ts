import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { slackMessages } from '../schema/schema.ts'

type Drawn = { incident: number; slot: string; channel: string; ts: string; hash?: string }

/**
 * Notes what a message shows that was drawn past its row, by `ts` in its channel: `hash` when that is known. Its thread
 * counts as behind then.
 * A call that is on its way for it at this moment may be overtaken or overtake, so that one counts as lost. A row that
 * does not know its `ts` yet learns it.
 */
export async function noteDrawn(db: Db, { incident, slot, channel, ts, hash }: Drawn): Promise<void> {
  const isThis = and(eq(slackMessages.incident, incident), eq(slackMessages.slot, slot), eq(slackMessages.channel, channel))
  const isQuiet = and(isThis, eq(slackMessages.ts, ts), eq(slackMessages.state, 'posted'))
  const quiet = await db
    .update(slackMessages)
    .set({ postedHash: hash ?? null, postedSeq: 0 })
    .where(isQuiet)
    .returning({ slot: slackMessages.slot })
  if (quiet.length > 0) return
  await db
    .update(slackMessages)
    .set({ ts, postedHash: null, postedSeq: 0, attempts: sql`${slackMessages.attempts} + 1`, state: 'due', nextAt: null })
    .where(and(isThis, or(isNull(slackMessages.ts), eq(slackMessages.ts, ts)), inArray(slackMessages.state, ['due', 'posting'])))
}
