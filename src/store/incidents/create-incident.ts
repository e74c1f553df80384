import type { Actor, BodyOf } from '../../walk/event.ts'
import type { Tx } from '../database.ts'
import { incidentEvents, incidents } from '../schema/schema.ts'
import { takenUntil } from './incident-lease.ts'
import { type Projection, projectionColumns } from './projection.ts'
import { takeNumber } from './take-number.ts'

type NewIncident = {
  at: Date
  actor: Actor
  body: BodyOf<'opened'>
  /** The row to list, once the number is known. */
  projection: (incident: number) => Projection
}

/** Gives the next INC number and writes the first event, seq 1. A number is given once, without gaps. */
export async function createIncident(tx: Tx, { at, actor, body, projection }: NewIncident): Promise<{ incident: number }> {
  const incident = await takeNumber(tx, 'incident')
  const listed = projection(incident)
  const leaseUntil = listed.due ? takenUntil(at) : null
  await tx.insert(incidents).values({ incident, seq: 1, ...projectionColumns(listed), leaseUntil })
  await tx.insert(incidentEvents).values({ incident, seq: 1, at, actor, type: body.type, data: body.data })
  return { incident }
}
