import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { Why403Error } from '../../src/errors.ts'
import { asStoreError } from '../../src/store/store-error.ts'

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code })

test.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '08006', '53300'])('%s means: the database is away, try again', (code) => {
  expect(asStoreError(new DrizzleQueryError('select $1', ['canary'], withCode(code)))).toMatchObject({
    code: 'store.unavailable',
    retryable: true,
  })
})

test('a connection that ended in the middle of a statement means the same', () => {
  expect(asStoreError(new Error('Connection terminated unexpectedly'))).toMatchObject({ code: 'store.unavailable' })
})

test("any other error of the database comes without the statement's parameters", () => {
  const cause = withCode('23505', 'duplicate key')

  expect(asStoreError(new DrizzleQueryError('insert', ['canary'], cause))).toBe(cause)
})

test('our own errors stay as they are', () => {
  const error = new Why403Error('incident.stale', 'x')

  expect(asStoreError(error)).toBe(error)
  expect(asStoreError('word')).toBe('word')
})
