import { listIncidents } from '../store/incidents/list-incidents.ts'
import type { IncidentRow, IncidentState } from '../store/incidents/projection.ts'
import type { IncidentPowers } from './incident-powers.ts'

const OPEN: readonly IncidentState[] = ['checking', 'asking', 'stuck', 'concluded']

/** Incidents that nobody has resolved yet, newest first, at most `limit`. */
export function listOpen({ store }: IncidentPowers, { limit = 50 }: { limit?: number } = {}): Promise<IncidentRow[]> {
  return listIncidents(store.db, { states: OPEN, limit })
}
