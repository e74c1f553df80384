import { Why403Error } from '../errors.ts'
import type { RunbookSet } from '../runbook/tree.ts'
import { readEvents } from '../store/incidents/read-events.ts'
import { asStoreError } from '../store/store-error.ts'
import type { IncidentEvent } from '../walk/event.ts'
import { foldEvents } from '../walk/reduce.ts'
import type { State } from '../walk/state.ts'
import { incidentName } from './incident-name.ts'
import type { IncidentPowers } from './incident-powers.ts'

/** An incident as its log tells it, with the runbooks it is pinned to. */
export type KnownIncident = { state: State; events: IncidentEvent[]; set: RunbookSet }

/** Reads an incident. @throws `incident.unknown`, `store.unavailable`, `runbook.unknown` when its revision cannot be served any more */
export async function readKnownIncident(powers: Pick<IncidentPowers, 'store' | 'library'>, incident: number): Promise<KnownIncident> {
  const events = await readEvents(powers.store.db, incident).catch((error: unknown) => {
    throw asStoreError(error)
  })
  const state = foldEvents(events)
  if (!state) throw new Why403Error('incident.unknown', `There is no ${incidentName(incident)}.`, { facts: { incident } })
  return { state, events, set: await powers.library.byRevision(state.opened.revision) }
}
