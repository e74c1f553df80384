import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { approveUnsafe } from '../../src/incidents/approve-unsafe.ts'
import { openIncident } from '../../src/incidents/open-incident.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { readEvents } from '../../src/store/read-events.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { ADA } from '../walk/walk-world.ts'
import { refusing, worldOf } from './incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

const POST = { method: 'POST', url: 'https://api.test/orders/7', headers: {} }

/** A world whose approved write never answers; `sent` counts how often it was started. */
function hangingWorld() {
  const world = worldOf(store)
  world.script.current = (input, session) =>
    input.check === 'request' && session.approved ? new Promise(() => {}) : refusing(input, session)
  return { ...world, sent: () => world.runner.started.filter(({ check, approved }) => check === 'request' && approved).length }
}

test('one press sends at most once: what was being sent at a crash is told, not sent again', async () => {
  const world = hangingWorld()
  const { incident } = await openIncident(world.powers, { request: POST, actor: ADA, origin: { via: 'cli' } })
  await advanceIncident(world.powers, { incident })
  await approveUnsafe(world.powers, { incident, actor: ADA })
  const crash = new AbortController()
  const first = advanceIncident(world.powers, { incident, signal: crash.signal })
  await expect.poll(world.sent).toBe(1)
  crash.abort()
  await first

  const view = await advanceIncident(world.powers, { incident })

  expect(world.sent()).toBe(1)
  expect(view.findings).toContainEqual(
    expect.objectContaining({ check: 'request', ok: false, line: expect.stringContaining('may have arrived') }),
  )
})

test('the log says that a write begins before it begins', async () => {
  const world = hangingWorld()
  const { incident } = await openIncident(world.powers, { request: POST, actor: ADA, origin: { via: 'cli' }, sendUnsafe: true })
  const stop = new AbortController()
  const drive = advanceIncident(world.powers, { incident, signal: stop.signal })
  await expect.poll(world.sent).toBe(1)

  expect((await readEvents(store.db, incident)).map(({ type }) => type)).toContain('sending')
  stop.abort()
  await drive
})
