import { expect, test } from 'vitest'
import { asBackground, asForeground } from '../../src/store/foreground.ts'
import { createTurns } from '../../src/store/opening/take-turns.ts'

test('what a person waits for passes all background work that waits, each kind in order of arrival', async () => {
  const turn = createTurns()
  const order: string[] = []
  const first = Promise.withResolvers<void>()
  const step = (name: string) => turn(async () => void order.push(name))
  const begun = turn(() => first.promise)
  const all = [
    step('walk 1'),
    step('walk 2'),
    asForeground(() => step('press 1')),
    asForeground(() => asBackground(() => step('walk 3'))),
    asForeground(() => step('press 2')),
  ]

  first.resolve()
  await Promise.all([begun, ...all])

  expect(order).toEqual(['press 1', 'press 2', 'walk 1', 'walk 2', 'walk 3'])
})

test('between two statements of one request no background work slips in', async () => {
  const turn = createTurns()
  const order: string[] = []
  const step = (name: string) => turn(async () => void order.push(name))

  const request = asForeground(async () => {
    await step('first')
    await new Promise((resolve) => setImmediate(resolve))
    await step('second')
  })
  await Promise.all([request, step('walk')])

  expect(order).toEqual(['first', 'second', 'walk'])
})

test('a request that lasts does not starve background work', async () => {
  const turn = createTurns()
  const held = Promise.withResolvers<void>()

  const request = asForeground(() => held.promise)
  expect(await turn(async () => 'done')).toBe('done')

  held.resolve()
  await request
})

test('a failure gives the turn on', async () => {
  const turn = createTurns()

  const failed = turn(() => Promise.reject(new Error('no')))
  const after = turn(async () => 'went on')

  await expect(failed).rejects.toThrow('no')
  expect(await after).toBe('went on')
})
