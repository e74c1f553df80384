import { expect, test } from 'vitest'
import { within } from '../../src/store/opening/within.ts'

test('gives what comes in time, and nothing for what does not', async () => {
  expect(await within(1_000, Promise.resolve('x'))).toBe('x')
  expect(await within(1, new Promise(() => {}))).toBeUndefined()
})

test('what fails in time fails; what fails later bothers nobody', async () => {
  const late = Promise.withResolvers<never>()

  await expect(within(1_000, Promise.reject(new Error('x')))).rejects.toThrow('x')
  expect(await within(1, late.promise)).toBeUndefined()
  late.reject(new Error('too late'))
})
