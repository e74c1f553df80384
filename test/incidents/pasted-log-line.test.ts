import { afterAll, beforeAll, expect, test } from 'vitest'
import { readInput } from '../../src/denial/input/read-input.ts'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { openIncident } from '../../src/incidents/open-incident.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { readEvents } from '../../src/store/incidents/read-events.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { ADA } from '../walk/walk-world.ts'
import { worldOf } from './incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

const DENY =
  '2026/01/02 12:00:00 [error] 31#31: *5 access forbidden by rule, client: 203.0.113.9, server: _, request: "GET /orders/7 HTTP/1.1", host: "api.test"'

test('an incident that a line of a log was pasted into is told who refused, and nothing is sent', async () => {
  const world = worldOf(store, { answer: () => Promise.reject(new TypeError('must not be asked')) })
  const pasted = readInput(DENY).flatMap((item) => ('exchange' in item ? [item.exchange] : []))
  const request = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }
  const { incident } = await openIncident(world.powers, { request, actor: ADA, origin: { via: 'cli' }, pasted })

  const view = await advanceIncident(world.powers, { incident })

  expect(world.runner.started).toEqual([])
  expect(view).toMatchObject({ probes: 0, verdict: 'denied' })
  expect(view.denial).toMatchObject({
    product: 'nginx',
    layer: 'web-server',
    cause: 'server-directive',
    rule: 'deny',
    evidence: [{ where: 'log', text: expect.stringContaining('access forbidden by rule') }],
  })
})

test('a credential of a pasted exchange that its answer repeats bare is not kept', async () => {
  const world = worldOf(store, { answer: () => Promise.reject(new TypeError('must not be asked')) })
  const headers = { authorization: ['Bearer plain-words-only'] }
  const asked = { method: 'GET', url: 'https://api.test/orders/7', headers }
  const pasted = [{ request: asked, response: { status: 403, headers: {}, body: 'no plain-words-only here' } }]
  const { incident } = await openIncident(world.powers, { request: { ...asked, headers: {} }, actor: ADA, origin: { via: 'cli' }, pasted })

  const events = await readEvents(store.db, incident)

  expect(JSON.stringify(events)).toContain('no [redacted] here')
  expect(JSON.stringify(events)).not.toContain('plain-words-only')
})
