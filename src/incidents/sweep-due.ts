import { listDue } from '../store/incident-lease.ts'
import { enqueueAdvance } from './advance-job.ts'
import type { IncidentPowers } from './incident-powers.ts'

/**
 * Finds incidents where it is the machine's turn and nobody works, after a crash or a lost job, and has them driven on.
 * To be called at start and every few seconds; says how many there were.
 */
export async function sweepDue({ store, now }: IncidentPowers): Promise<number> {
  const due = await listDue(store.db, { now: now() })
  for (const incident of due) await enqueueAdvance(store, store.db, incident)
  return due.length
}
