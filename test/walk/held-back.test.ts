import { expect, test } from 'vitest'
import { isHeldBack } from '../../src/walk/held-back.ts'
import { exchangeOf, failedResult, foundResult, heldBackExchange } from './walk-world.ts'

test.each([
  ['a check that waits for approval', failedResult('request', 'needs-approval'), true],
  ['a finding that says so', foundResult('request', { needsApproval: true }), true],
  ['a safe substitute', foundResult('compare', { safeInstead: true }, [exchangeOf(403)]), true],
  ['a probe that was held back among others', foundResult('session', {}, [exchangeOf(403), heldBackExchange()]), true],
  ['a check that timed out', failedResult('request', 'timeout'), false],
  ['an answer', foundResult('request', { needsApproval: false }, [exchangeOf(403)]), false],
])('%s: held back %s', (_, result, isHeld) => {
  expect(isHeldBack(result)).toBe(isHeld)
})
