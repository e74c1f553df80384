import { expect, test } from 'vitest'
import { isSlip } from '../../../src/checks/compare/is-slip.ts'

test.each([
  ['maintainence', 'maintenance', true],
  ['order-admin', 'orders-admin', true],
  ['Orders:Raed', 'orders:read', true],
  ['orders_read', 'orders:read', true],
  ['ordersread', 'orders:read', true],
  ['orders:read', 'orders:edit', false],
  ['orders:read', 'orders:write', false],
  ['admin', 'member', false],
  ['editor', 'auditor', false],
  ['', 'admin', false],
])('%s written for %s is a slip: %s', (own, wanted, expected) => {
  expect(isSlip(own, wanted)).toBe(expected)
})
