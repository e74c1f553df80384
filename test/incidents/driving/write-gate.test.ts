import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import { approveUnsafe } from '../../../src/incidents/people/approve-unsafe.ts'
import { readView } from '../../../src/incidents/read-view.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { readEvents } from '../../../src/store/incidents/read-events.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA, BOB } from '../../walk/walk-world.ts'
import { refusing, worldOf } from '../incident-world.ts'

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

/** An incident whose approved write was on its way when its process died, as the next process finds it. */
async function lostWrite() {
  const world = hangingWorld()
  const { incident } = await openIncident(world.powers, { request: POST, actor: ADA, origin: { via: 'cli' } })
  await advanceIncident(world.powers, { incident })
  await approveUnsafe(world.powers, { incident, actor: ADA })
  const crash = new AbortController()
  const first = advanceIncident(world.powers, { incident, signal: crash.signal })
  await expect.poll(world.sent).toBe(1)
  crash.abort()
  await first
  return { world, incident, view: await advanceIncident(world.powers, { incident }) }
}

test('one press sends at most once: what was being sent at a crash is told with who approved it, not sent again', async () => {
  const { world, view } = await lostWrite()

  expect(world.sent()).toBe(1)
  expect(view.findings).toContainEqual(
    expect.objectContaining({ check: 'request', ok: false, line: expect.stringMatching(/may have arrived.*Ada/) }),
  )
  expect(view).toMatchObject({ lostWrite: true, approvedBy: { name: 'Ada' }, approval: { method: 'POST' } })
})

test('a press that was made before the lost write was approved sends nothing; one that knows of it sends once more', async () => {
  const { world, incident, view } = await lostWrite()
  const seen = Date.parse(view.approvedBy?.at ?? '')

  await expect(approveUnsafe(world.powers, { incident, actor: BOB, seen: 0 })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada', label: 'approved POST' },
  })
  await approveUnsafe(world.powers, { incident, actor: BOB, seen })
  await expect(approveUnsafe(world.powers, { incident, actor: ADA, seen })).rejects.toMatchObject({ code: 'incident.stale' })
  world.script.current = refusing
  const answered = await advanceIncident(world.powers, { incident })

  expect(world.sent()).toBe(2)
  expect(answered.lostWrite).toBeUndefined()
  expect(answered.findings).toContainEqual(expect.objectContaining({ check: 'request', ok: true }))
})

test('a process that is asked to stop waits for the answer to a write that is on its way', async () => {
  const world = worldOf(store)
  const answer = Promise.withResolvers<void>()
  world.script.current = async (input, session) => {
    if (input.check === 'request' && session.approved) await answer.promise
    return refusing(input, session)
  }
  const { incident } = await openIncident(world.powers, { request: POST, actor: ADA, origin: { via: 'cli' }, sendUnsafe: true })
  const stop = new AbortController()
  const driving = advanceIncident(world.powers, { incident, signal: stop.signal })
  await expect.poll(() => world.runner.started.filter(({ check }) => check === 'request').length).toBe(1)
  stop.abort()
  await setImmediate()
  answer.resolve()
  await driving

  const view = await readView(world.powers, incident)

  expect(view.lostWrite).toBeUndefined()
  expect(view.findings).toContainEqual(expect.objectContaining({ check: 'request', ok: true }))
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
