import { listIncidents } from '../store/incidents/list-incidents.ts'
import type { IncidentState } from '../store/incidents/projection.ts'
import type { IncidentPowers } from './incident-powers.ts'
import { readView } from './read-view.ts'
import type { IncidentView } from './view.ts'

type Listing = { states?: readonly IncidentState[]; limit: number; before?: number }

/** Incidents with all there is to show, newest first. Reads each log: for lists of many, `listOpen` is cheaper. */
export async function listIncidentViews(powers: IncidentPowers, { states, limit, before }: Listing): Promise<IncidentView[]> {
  const views: IncidentView[] = []
  for (const row of await listIncidents(powers.store.db, { states, limit, before })) views.push(await readView(powers, row.incident))
  return views
}
