import { freeAbandoned, listDue } from '../../store/incidents/incident-lease.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { enqueueAdvance } from './advance-job.ts'

/**
 * Finds every incident where it is the machine's turn and nobody works, and has it driven on. Every event enqueues its
 * own job, so this is for the start, and now and then, should a job have been lost. Says how many there were.
 */
export async function sweepDue({ store, now }: IncidentPowers): Promise<number> {
  return driveOn(store, await listDue(store.db, { now: now() }))
}

/** The same for those alone that a dead process had in hand: cheap enough for every second. */
export async function sweepAbandoned({ store, now }: IncidentPowers): Promise<number> {
  return driveOn(store, await freeAbandoned(store.db, { now: now() }))
}

async function driveOn(store: IncidentPowers['store'], incidents: readonly number[]): Promise<number> {
  for (const incident of incidents) await enqueueAdvance(store, store.db, incident)
  return incidents.length
}
