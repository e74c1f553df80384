import type { SubjectRequest } from '../../../src/checks/check.ts'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { ADA } from '../../walk/walk-world.ts'
import { worldOf } from '../incident-world.ts'

/** A safe request below a listed prefix. */
export const REQUEST = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }

/** An incident where Ada and Bob are asked. */
export async function askedIncident(store: Store, request: SubjectRequest = REQUEST) {
  const { powers } = worldOf(store)
  const { incident } = await openIncident(powers, { request, actor: ADA, origin: { via: 'cli' } })
  const view = await advanceIncident(powers, { incident })
  return { powers, incident, view, question: view.question?.seq ?? 0 }
}
