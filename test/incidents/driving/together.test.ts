import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { sweepAbandoned } from '../../../src/incidents/driving/sweep-due.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import { readView } from '../../../src/incidents/read-view.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { TAKEN_WITHIN_MS } from '../../../src/store/incidents/incident-lease.ts'
import { readEvents } from '../../../src/store/incidents/read-events.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA, exchangeOf, foundResult, runbookOf } from '../../walk/walk-world.ts'
import { worldOf } from '../incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

const THREE_AT_ONCE = runbookOf(`## Start
\`\`\`check
request: { as: subject }
compare: {}
methods: {}
\`\`\`

- otherwise → [End](#end)

## End
\`\`\`outcome
cause: unknown
fix: Mend it.
escalate: owner
\`\`\`
`)
const REQUEST = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }
const opening = { request: REQUEST, actor: ADA, origin: { via: 'cli' } } as const

/** A world whose three checks answer when the test says so. */
function heldWorld() {
  const held = { request: Promise.withResolvers<void>(), compare: Promise.withResolvers<void>(), methods: Promise.withResolvers<void>() }
  const world = worldOf(store, {
    set: THREE_AT_ONCE,
    answer: async ({ check }) => {
      await held[check as keyof typeof held].promise
      return foundResult(check, { status: 403 }, [exchangeOf(403, { as: check })])
    },
  })
  return { world, held }
}

const checkedIn = async (incident: number) =>
  (await readEvents(store.db, incident)).flatMap((event) => (event.type === 'checked' ? [event.data.result.check] : []))

test('results of one step that come one upon the other are written together', async () => {
  const { world, held } = heldWorld()
  const { incident } = await openIncident(world.powers, opening)
  const advancing = advanceIncident(world.powers, { incident })
  await expect.poll(() => world.told.length).toBe(2)

  held.request.resolve()
  setImmediate(() => held.compare.resolve())
  await expect.poll(() => world.told.length).toBe(3)

  expect(await checkedIn(incident)).toEqual(['request', 'compare'])
  held.methods.resolve()
  await advancing
})

test('a result is written though the other checks of its step are still away', async () => {
  const { world, held } = heldWorld()
  const { incident } = await openIncident(world.powers, opening)
  const advancing = advanceIncident(world.powers, { incident })

  held.request.resolve()

  await expect.poll(() => checkedIn(incident)).toEqual(['request'])
  held.compare.resolve()
  held.methods.resolve()
  expect(await advancing).toMatchObject({ state: 'concluded' })
})

test('what its opener drives has no job, and is found all the same when that one dies', async () => {
  const world = worldOf(store)
  const before = await store.jobs.depth()
  const { incident } = await openIncident(world.powers, { ...opening, driven: true })

  expect(await store.jobs.depth()).toEqual(before)
  expect(await readView(world.powers, incident)).toMatchObject({ state: 'checking' })
  const later = new Date(world.powers.now().getTime() + TAKEN_WITHIN_MS)
  await sweepAbandoned({ ...world.powers, now: () => later })
  expect(await store.jobs.depth()).toEqual({ advance: before.advance + 1 })
})
