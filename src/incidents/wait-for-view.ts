import { setTimeout as pause } from 'node:timers/promises'
import { readIncident } from '../store/incidents/list-incidents.ts'
import type { IncidentPowers } from './incident-powers.ts'
import { readView } from './read-view.ts'
import type { IncidentView } from './view.ts'

type Wait = { after?: number; waitMs: number; lookEveryMs: number }

/**
 * The incident's view, at once or, with `after`, as soon as its log has gone past that seq; at the latest after `waitMs`.
 * The log is looked at rather than listened to, so that it does not matter which replica writes it. @throws `incident.unknown`
 */
export async function waitForView(powers: IncidentPowers, incident: number, { after, waitMs, lookEveryMs }: Wait): Promise<IncidentView> {
  const until = powers.now().getTime() + waitMs
  while (after !== undefined && powers.now().getTime() < until) {
    const row = await readIncident(powers.store.db, incident)
    if (!row || row.seq > after) break
    await pause(lookEveryMs)
  }
  return readView(powers, incident)
}
