import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { releaseLease } from '../../../src/store/incidents/incident-lease.ts'
import { readEvents } from '../../../src/store/incidents/read-events.ts'
import { incidents } from '../../../src/store/schema/schema.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA } from '../../walk/walk-world.ts'
import { refusing, worldOf } from '../incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

const LATER = new Date(Date.now() + 3_600_000)
const leaseOf = async (incident: number) =>
  (await store.db.select({ owner: incidents.leaseOwner }).from(incidents).where(eq(incidents.incident, incident)))[0]?.owner

/** Drives an incident until its `compare` is on its way, and gives the lease to another replica there. */
async function loseTheLease() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const world = worldOf(store, {
    answer: async (input, session) => {
      if (input.check === 'compare') await promise
      return refusing(input, session)
    },
  })
  const request = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }
  const { incident } = await openIncident(world.powers, { request, actor: ADA, origin: { via: 'cli' } })
  const driving = advanceIncident(world.powers, { incident })
  await expect.poll(async () => (await readEvents(store.db, incident)).some(({ type }) => type === 'checked')).toBe(true)
  await store.db.update(incidents).set({ leaseOwner: 'elsewhere', leaseUntil: LATER }).where(eq(incidents.incident, incident))
  return { world, incident, driving, arrive: resolve }
}

test('whoever loses the lease in the middle stops, writes nothing more, and leaves the lease to its new owner', async () => {
  const { world, incident, driving, arrive } = await loseTheLease()
  const before = await readEvents(store.db, incident)

  await driving
  arrive()
  await Promise.resolve()

  expect(await readEvents(store.db, incident)).toEqual(before)
  expect(await leaseOf(incident)).toBe('elsewhere')
  expect(world.lines.map(({ message }) => message)).toContain('The lease on this incident was lost')
  expect(world.runner.started.find(({ check }) => check === 'compare')?.aborted()).toBe(true)
})

test('what the loser had under way is done once more by the next, and nothing else', async () => {
  const { incident, driving } = await loseTheLease()
  await driving
  await releaseLease(store.db, { incident, owner: 'elsewhere', now: new Date() })

  const next = worldOf(store)
  const view = await advanceIncident(next.powers, { incident })

  expect(view.state).toBe('asking')
  expect(next.runner.started.map(({ check }) => check)).toEqual(['compare'])
  const steps = (await readEvents(store.db, incident)).flatMap((event) => (event.type === 'entered' ? [event.data.step] : []))
  expect(steps).toEqual([...new Set(steps)])
})
