import { setTimeout as pause } from 'node:timers/promises'
import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import { readView } from '../../incidents/read-view.ts'
import type { IncidentView } from '../../incidents/view.ts'

const LOOK_EVERY_MS = 50

/**
 * The incident's view, at once or, with `after`, as soon as its log has gone past that seq; at the latest after `waitMs`.
 * The log is looked at rather than listened to, so that it does not matter which replica writes it.
 */
export async function waitForView(
  powers: IncidentPowers,
  incident: number,
  { after, waitMs }: { after?: number; waitMs: number },
): Promise<IncidentView> {
  const until = powers.now().getTime() + waitMs
  for (;;) {
    const view = await readView(powers, incident)
    if (after === undefined || view.seq > after || powers.now().getTime() >= until) return view
    await pause(LOOK_EVERY_MS)
  }
}
