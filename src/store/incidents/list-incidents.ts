import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Db } from '../database.ts'
import { incidents } from '../schema/schema.ts'
import { IncidentRow, type IncidentState } from './projection.ts'

/** One incident's row; undefined when there is none. */
export async function readIncident(db: Db, incident: number): Promise<IncidentRow | undefined> {
  const rows = await db.select().from(incidents).where(eq(incidents.incident, incident))
  return rows[0] && incidentRow(rows[0])
}

/** Incidents, newest first, in one of `states` and older than number `before`. */
export async function listIncidents(
  db: Db,
  { states, limit, before }: { states?: readonly IncidentState[]; limit: number; before?: number },
): Promise<IncidentRow[]> {
  const rows = await db
    .select()
    .from(incidents)
    .where(and(states && inArray(incidents.state, [...states]), before === undefined ? undefined : lt(incidents.incident, before)))
    .orderBy(desc(incidents.incident))
    .limit(limit)
  return rows.map(incidentRow)
}

function incidentRow(row: typeof incidents.$inferSelect): IncidentRow {
  return IncidentRow.parse(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
}
