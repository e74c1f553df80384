import { expect, test } from 'vitest'
import { createBell } from '../../../src/incidents/driving/bell.ts'

test('a ring that nobody waited for is kept until it is heard', async () => {
  const bell = createBell()
  bell.ring()

  await bell.wait()

  expect(bell.heard()).toBe(false)
})

test('whoever only asks whether it rings leaves the ring to be heard', async () => {
  const bell = createBell()
  const asked = bell.rings(60_000)
  bell.ring()

  expect(await asked).toBe(true)
  expect(await bell.rings(60_000)).toBe(true)
  expect(bell.heard()).toBe(true)
})

test('a ring after a wait that has run out wakes the next waiter', async () => {
  const bell = createBell()
  expect(await bell.rings(1)).toBe(false)

  bell.ring()
  await Promise.resolve()

  expect(bell.heard()).toBe(true)
})
