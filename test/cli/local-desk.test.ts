import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLocalDesk } from '../../src/cli/diagnosis/local-desk.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { worldOf } from '../incidents/incident-world.ts'
import { openTestStore } from '../store/open-test-store.ts'

const REQUEST = { method: 'GET', url: 'https://api.test/orders/1', headers: {} }

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

async function untilSettled(desk: ReturnType<typeof createLocalDesk>) {
  let view = await desk.open({ request: REQUEST, as: 'member', sendUnsafe: false, json: true })
  while (view.state === 'checking') view = await desk.next(view.incident, view.seq)
  return view
}

test('a walk of its own is driven until it needs a person', async () => {
  const { powers } = worldOf(store)
  const desk = createLocalDesk(powers, async () => {})

  expect(await untilSettled(desk)).toMatchObject({ state: 'asking', subject: 'member' })
  await desk.close()
})

test('a walk that fails ends with its error, and is not waited for', async () => {
  const { powers } = worldOf(store)
  const onStep = () => {
    throw new Error('no further')
  }
  const desk = createLocalDesk({ ...powers, onStep }, async () => {})

  await expect(untilSettled(desk)).rejects.toThrow('no further')
  await desk.close()
})
