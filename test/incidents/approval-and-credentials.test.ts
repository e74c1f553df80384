import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { openIncident } from '../../src/incidents/open-incident.ts'
import { approveUnsafe } from '../../src/incidents/people/approve-unsafe.ts'
import { readView } from '../../src/incidents/read-view.ts'
import { SECRET_EXPIRED } from '../../src/incidents/request/sealed-request.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { readIncident } from '../../src/store/incidents/list-incidents.ts'
import { readEvents } from '../../src/store/incidents/read-events.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { ADA, exchangeOf } from '../walk/walk-world.ts'
import { refusing, worldOf } from './incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

const REQUEST = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }
type World = ReturnType<typeof worldOf>
const open = (world: World, request = REQUEST, more = {}) =>
  openIncident(world.powers, { request, actor: ADA, origin: { via: 'cli' }, ...more })

/** A promise that the test settles. */
function gate<T>() {
  const { promise, resolve } = Promise.withResolvers<T>()
  return { promise, open: resolve }
}

test('an unsafe method is sent only after a press, and the path built without it is walked again', async () => {
  const world = worldOf(store)
  const { incident } = await open(world, { ...REQUEST, method: 'post' })
  const held = await advanceIncident(world.powers, { incident })
  expect(held).toMatchObject({
    state: 'asking',
    status: 'needs-human',
    approval: { method: 'POST', label: 'Send POST for real' },
    path: [{}, { step: 'http-403.md#who-is-asking' }],
  })

  const approved = await approveUnsafe(world.powers, { incident, actor: ADA })
  expect(approved).toMatchObject({ state: 'checking', approvedBy: { name: 'Ada' }, path: [{ step: 'http-403.md#reproduce-it' }] })
  const view = await advanceIncident(world.powers, { incident })

  expect(view.path.map(({ step }) => step)).toContain('http-403.md#compare')
  expect(view.approval).toBeUndefined()
  expect(world.runner.started.filter(({ check }) => check === 'request').map(({ approved }) => approved)).toEqual([false, true])
})

test('an approval that comes while the held-back probe is on its way drops that result', async () => {
  const held = gate<void>()
  const world = worldOf(store)
  world.script.current = async (input, session) => {
    const result = refusing(input, session)
    if (input.check === 'request' && !session.approved) await held.promise
    return result
  }
  const { incident } = await open(world, { ...REQUEST, method: 'POST' })
  const advancing = advanceIncident(world.powers, { incident })
  await expect.poll(() => world.runner.started.length).toBeGreaterThan(0)
  await approveUnsafe(world.powers, { incident, actor: ADA })
  held.open()

  const view = await advancing
  expect(view.path.map(({ step }) => step)).toContain('http-403.md#compare')
})

test('the credentials of the request reach the checks, and the log never', async () => {
  const world = worldOf(store)
  const request = {
    method: 'GET',
    url: 'https://api.test/orders/7?token=canary-token-1234',
    headers: { Authorization: 'Bearer canary-secret-5678', Accept: 'text/html' },
    body: 'canary-body',
  }
  const { incident } = await open(world, request)

  const view = await advanceIncident(world.powers, { incident })

  expect(world.runner.sessions[0]).toMatchObject({ request, subject: 'request' })
  const shown = JSON.stringify([await readEvents(store.db, incident), view, await readIncident(store.db, incident)])
  expect(shown).not.toMatch(/canary/)
})

test('when the sealed request has expired the walk says so once and goes on without', async () => {
  const world = worldOf(store)
  const { incident } = await open(world, {
    ...REQUEST,
    headers: { authorization: 'Bearer canary-secret-5678', accept: 'text/html' } as Record<string, string>,
  })
  const later = { ...world.powers, now: () => new Date(Date.now() + 30 * 24 * 3_600_000) }

  const view = await advanceIncident(later, { incident })
  await advanceIncident(later, { incident })

  expect(view.state).toBe('asking')
  expect((await readView(world.powers, incident)).notes.map(({ text }) => text)).toEqual([SECRET_EXPIRED])
  expect(world.runner.sessions[0]?.request.headers).toEqual({ accept: 'text/html' })
})

test('a pasted response is read by the checks, and nothing is sent', async () => {
  const world = worldOf(store, { answer: () => Promise.reject(new TypeError('must not be asked')) })
  const { incident } = await open(world, REQUEST, { pasted: [exchangeOf(403, { body: 'secret=canary' })] })

  const view = await advanceIncident(world.powers, { incident })

  expect(world.runner.started).toEqual([])
  expect(view).toMatchObject({ state: 'asking', probes: 0, verdict: 'denied' })
  expect(view.findings.map(({ check, ok }) => [check, ok])).toEqual([
    ['request', true],
    ['compare', false],
  ])
  expect(view.path.map(({ step }) => step)).toEqual(['http-403.md#reproduce-it', 'http-403.md#compare', 'http-403.md#who-is-asking'])
})
