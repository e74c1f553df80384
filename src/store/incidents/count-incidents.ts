import { count } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { incidents } from '../schema/schema.ts'

/** How many incidents are in each state; a state without any is left out. */
export async function countIncidents(db: Db): Promise<Record<string, number>> {
  const rows = await db.select({ state: incidents.state, count: count() }).from(incidents).groupBy(incidents.state)
  return Object.fromEntries(rows.map((row) => [row.state, row.count]))
}
