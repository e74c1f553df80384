import { expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import { denialIn, exchangesIn } from '../../src/walk/path-exchanges.ts'
import { exchangeOf, foundResult } from './walk-world.ts'

const REFUSED = exchangeOf(403, { as: 'member' })
const PASSED = exchangeOf(200, { as: 'admin' })
const request = foundResult('request', { status: 403 }, [REFUSED])
const compare = foundResult('compare', { status: 200 }, [structuredClone(REFUSED), PASSED])
const message = foundResult('message', {})

test('an exchange that two checks share is there once, in path order', () => {
  expect(exchangesIn([request, compare])).toEqual([REFUSED, PASSED])
  expect(exchangesIn([compare, request])).toEqual([REFUSED, PASSED])
})

test('a line of a log that tells of the same exchange stands beside it', () => {
  const logged = { ...REFUSED, log: 'denied by rule 7' }

  expect(exchangesIn([request, foundResult('logs', {}, [logged])])).toEqual([REFUSED, logged])
})

test('the same results give the same list, and so do further ones that asked nothing', () => {
  const list = exchangesIn([request, compare])

  expect(exchangesIn([request, compare])).toBe(list)
  expect(exchangesIn([request, compare, message])).toBe(list)
  expect(exchangesIn([request])).toEqual([REFUSED])
})

test('other results of the same checks are read anew', () => {
  const again = foundResult('compare', { status: 403 }, [exchangeOf(403, { as: 'admin' })])

  expect(exchangesIn([request, compare])).toHaveLength(2)
  expect(exchangesIn([request, again])).toEqual([REFUSED, ...again.exchanges])
})

test('who refused is what the exchanges say, read once for a list', () => {
  const list = exchangesIn([request, compare])

  expect(denialIn(list)).toEqual(identify([REFUSED, PASSED]))
  expect(denialIn(exchangesIn([request, compare, message]))).toBe(denialIn(list))
})
