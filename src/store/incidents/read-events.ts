import { and, asc, eq, gt } from 'drizzle-orm'
import { IncidentEvent } from '../../walk/event.ts'
import type { Db } from '../database.ts'
import { incidentEvents } from '../schema/schema.ts'

/** The incident's log in order, from after seq `after`; empty when there is no such incident. */
export async function readEvents(db: Db, incident: number, after = 0): Promise<IncidentEvent[]> {
  const rows = await db
    .select()
    .from(incidentEvents)
    .where(and(eq(incidentEvents.incident, incident), gt(incidentEvents.seq, after)))
    .orderBy(asc(incidentEvents.seq))
  return rows.map((row) => IncidentEvent.parse(row))
}
