import { z } from 'zod'
import type { Store } from '../../store/assemble-store.ts'
import type { Db, Tx } from '../../store/database.ts'
import { incidentName } from '../incident-name.ts'

/** What a job of the queue `advance` carries. */
export const AdvanceJob = z.object({ incident: z.int().positive() })
export type AdvanceJob = z.infer<typeof AdvanceJob>

/** Somebody else drives the incident: look again when they should have seen the news. */
const RETRY_MS = 500

/** Has the incident driven on as soon as a worker is free; at most one job waits for each incident. */
export async function enqueueAdvance(store: Store, db: Db | Tx, incident: number): Promise<void> {
  await store.jobs.enqueue(db, 'advance', { data: { incident } satisfies AdvanceJob, key: incidentName(incident) })
}

/** The same, a little later. */
export async function enqueueAdvanceLater(store: Store, db: Db | Tx, incident: number): Promise<void> {
  const options = { key: `${incidentName(incident)} again`, startAfterMs: RETRY_MS }
  await store.jobs.enqueue(db, 'advance', { data: { incident } satisfies AdvanceJob, ...options })
}
