import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { openIncident } from '../../../src/incidents/open-incident.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA } from '../../walk/walk-world.ts'
import { worldOf } from '../incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

test('a word to stop is heard at any moment, also while checks are being started', async () => {
  const stop = new AbortController()
  const world = worldOf(store, {
    answer: () => {
      stop.abort()
      return new Promise(() => {})
    },
  })
  const request = { method: 'GET', url: 'https://api.test/orders/7', headers: {} }
  const { incident } = await openIncident(world.powers, { request, actor: ADA, origin: { via: 'cli' } })

  const view = await advanceIncident(world.powers, { incident, signal: stop.signal })

  expect(view.state).toBe('checking')
})
