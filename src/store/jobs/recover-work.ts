import { isNotNull, sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import { z } from 'zod'
import type { Db } from '../database.ts'
import { incidents, slackInbox, slackMessages } from '../schema/schema.ts'
import { Queue } from './queue.ts'

const Rows = z.object({ rows: z.array(z.object({ id: z.string(), name: z.string() })) })

/**
 * Frees what the last process had in hand when it died: leases, half-sent messages, jobs. For PGlite only, where no
 * other process can be alive.
 */
export async function recoverWork(db: Db, boss: PgBoss): Promise<void> {
  await db.update(incidents).set({ leaseOwner: null, leaseUntil: null }).where(isNotNull(incidents.leaseOwner))
  await db.update(slackInbox).set({ leaseOwner: null, leaseUntil: null }).where(isNotNull(slackInbox.leaseOwner))
  await db.update(slackMessages).set({ nextAt: null }).where(sql`${slackMessages.state} = 'posting'`)
  const { rows } = Rows.parse(await db.execute(sql`select id, name from pgboss.job where state = 'active'`))
  for (const queue of Queue.options) {
    const ids = rows.filter((row) => row.name === queue).map((row) => row.id)
    if (ids.length === 0) continue
    await boss.fail(queue, ids, { message: 'The process ended while this job ran' })
    for (const id of ids) await boss.update(queue, undefined, { id, startAfter: 0 })
  }
}
