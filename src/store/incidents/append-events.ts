import { and, eq } from 'drizzle-orm'
import { Why403Error } from '../../errors.ts'
import type { Actor, EventBody } from '../../walk/event.ts'
import type { Tx } from '../database.ts'
import { incidentEvents, incidents } from '../schema/schema.ts'
import { leaseAfterEvent } from './incident-lease.ts'
import { type Projection, projectionColumns } from './projection.ts'

type Append = {
  incident: number
  /** Seq of the last event that the writer knew when it decided. */
  seen: number
  at: Date
  actor: Actor
  bodies: readonly EventBody[]
  /** The row to list, after these events. */
  projection: Projection
}

/**
 * Appends the events if the incident is still at `seen`; returns the seq of the last one.
 * @throws `incident.stale` when someone else was first, `incident.unknown`. Nothing is written then.
 */
export async function appendEvents(tx: Tx, { incident, seen, at, actor, bodies, projection }: Append): Promise<number> {
  const last = seen + bodies.length
  const moved = await tx
    .update(incidents)
    .set({ seq: last, ...projectionColumns(projection), leaseUntil: leaseAfterEvent({ due: projection.due, at }) })
    .where(and(eq(incidents.incident, incident), eq(incidents.seq, seen)))
    .returning({ seq: incidents.seq })
  if (moved.length === 0) throw await refusal(tx, incident, seen)
  if (bodies.length === 0) return last

  await tx
    .insert(incidentEvents)
    .values(bodies.map((body, index) => ({ incident, seq: seen + index + 1, at, actor, type: body.type, data: body.data })))
  return last
}

async function refusal(tx: Tx, incident: number, seen: number): Promise<Why403Error> {
  const rows = await tx.select({ seq: incidents.seq }).from(incidents).where(eq(incidents.incident, incident))
  const seq = rows[0]?.seq
  if (seq === undefined) return new Why403Error('incident.unknown', `There is no INC-${incident}.`, { facts: { incident } })
  return new Why403Error('incident.stale', `INC-${incident} has moved on since it was read.`, {
    facts: { incident, seen, seq },
    retryable: true,
  })
}
