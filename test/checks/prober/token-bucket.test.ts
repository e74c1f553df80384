import { expect, test } from 'vitest'
import { createTokenBucket } from '../../../src/checks/prober/token-bucket.ts'

/** A bucket with a clock that the test turns. */
function manual(options: { perSecond: number; burst: number }) {
  let ms = 0
  let timer: { at: number; callback: () => void } | null = null
  const bucket = createTokenBucket({
    ...options,
    nowMs: () => ms,
    schedule: (callback, delayMs) => {
      timer = { at: ms + delayMs, callback }
      return () => {
        timer = null
      }
    },
  })
  const advance = async (by: number) => {
    const end = ms + by
    while (timer && timer.at <= end) {
      const { at, callback } = timer
      timer = null
      ms = at
      callback()
      await Promise.resolve()
    }
    ms = end
    await Promise.resolve()
  }
  return { bucket, advance }
}

const never = new AbortController().signal

test('as many as the burst pass at once, then perSecond', async () => {
  const { bucket, advance } = manual({ perSecond: 2, burst: 3 })
  let passed = 0
  for (let i = 0; i < 6; i++) bucket.take({ urgent: false }, never).then(() => passed++)

  await advance(0)
  expect(passed).toBe(3)
  await advance(500)
  expect(passed).toBe(4)
  await advance(1000)
  expect(passed).toBe(6)
})

test('the urgent pass those who are not, also when they become urgent while they wait', async () => {
  const { bucket, advance } = manual({ perSecond: 1, burst: 1 })
  const order: string[] = []
  const hurried = { urgent: false }
  await bucket.take({ urgent: false }, never)
  bucket.take({ urgent: false }, never).then(() => order.push('first'))
  bucket.take(hurried, never).then(() => order.push('hurried'))
  bucket.take({ urgent: true }, never).then(() => order.push('urgent'))

  hurried.urgent = true
  await advance(3000)

  expect(order).toEqual(['hurried', 'urgent', 'first'])
})

test('who gives up takes no token', async () => {
  const { bucket, advance } = manual({ perSecond: 1, burst: 1 })
  const controller = new AbortController()
  let passed = false
  await bucket.take({ urgent: false }, never)
  const given = bucket.take({ urgent: false }, controller.signal)
  bucket.take({ urgent: false }, never).then(() => {
    passed = true
  })

  controller.abort(new Error('enough'))

  await expect(given).rejects.toThrow('enough')
  await expect(bucket.take({ urgent: true }, controller.signal)).rejects.toThrow('enough')
  await advance(1000)
  expect(passed).toBe(true)
})
