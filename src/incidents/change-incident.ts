import { isWhy403Error, Why403Error } from '../errors.ts'
import { inTransaction, type Tx } from '../store/database.ts'
import { appendEvents } from '../store/incidents/append-events.ts'
import type { Actor, EventBody } from '../walk/event.ts'
import { enqueueAdvance } from './driving/advance-job.ts'
import { stateAfter } from './driving/decide.ts'
import { incidentName } from './incident-name.ts'
import type { IncidentPowers } from './incident-powers.ts'
import { type KnownIncident, readKnownIncident } from './known-incident.ts'
import { projectionOf } from './view/projection-of.ts'
import { viewOf } from './view/view-of.ts'
import type { IncidentView } from './view.ts'

/** How often a person's event is decided again because the machine, or somebody else, appended in between. */
const ATTEMPTS_MAX = 20

/** Events to append, or what makes them inside the transaction (a row of another table whose id they carry). */
type Change = readonly EventBody[] | ((tx: Tx) => Promise<readonly EventBody[]>)

/**
 * Appends a person's events: reads, decides by `decide`, writes in one transaction with the job that drives the walk
 * on. When the log moved in between, it is read and decided again, so that only `decide` says what is stale.
 * @throws what `decide` throws, `incident.unknown`, `store.unavailable`
 */
export async function changeIncident(
  powers: IncidentPowers,
  { incident, actor }: { incident: number; actor: Actor },
  decide: (known: KnownIncident) => Change,
): Promise<IncidentView> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const known = await readKnownIncident(powers, incident)
    try {
      return await append(powers, { known, actor, change: decide(known) })
    } catch (error) {
      if (!isLostRace(error)) throw error
    }
  }
  throw new Why403Error('store.unavailable', `${incidentName(incident)} is changing too fast; try again.`, { retryable: true })
}

/** Whether an append came too late by the log's own word; a stale press, which names who was first, is none. */
function isLostRace(error: unknown): boolean {
  return isWhy403Error(error, 'incident.stale') && error.retryable
}

async function append(powers: IncidentPowers, input: { known: KnownIncident; actor: Actor; change: Change }): Promise<IncidentView> {
  const { known, actor, change } = input
  const { store, config, runner } = powers
  const { state, set } = known
  const { incident } = state
  const at = powers.now()
  const after = await inTransaction(store, async (tx) => {
    const bodies = typeof change === 'function' ? await change(tx) : change
    const next = stateAfter(state, bodies, { actor, at })
    const projection = projectionOf(next, set, runner.checks)
    await appendEvents(tx, { incident, seen: state.seq, at, actor, bodies, projection })
    await powers.within?.(tx, incident)
    if (projection.due) await enqueueAdvance(store, tx, incident)
    return next
  })
  powers.onEvent?.(incident)
  return viewOf({ state: after, set, checks: runner.checks, config, now: at })
}
