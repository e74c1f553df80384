import { expect, test } from 'vitest'
import { resourceTenant } from '../../../src/checks/token/resource-tenant.ts'

const request = (url: string, headers: Record<string, string> = {}) => ({ method: 'GET', url, headers })

test.each([
  ['https://api.test/tenants/globex/orders', {}],
  ['https://api.test/orders?tenant=globex', {}],
  ['https://api.test/orders', { 'X-Tenant-Id': 'globex' }],
])('the usual places name the tenant: %s', (url, headers) => {
  expect(resourceTenant(request(url, headers as Record<string, string>))).toBe('globex')
})

test.each([
  ['https://globex.shop.test/orders', {}],
  ['https://api.test/globex/orders', {}],
  ['https://api.test/orders?of=Globex', {}],
  ['https://api.test/orders', { 'X-Shop': 'globex' }],
])('the tenant of one who passes is found wherever it stands: %s', (url, headers) => {
  expect(resourceTenant(request(url, headers as Record<string, string>), 'acme', ['umbrella', 'globex'])).toBe('globex')
})

test('a request that names the own tenant as well is about the own one', () => {
  expect(resourceTenant(request('https://acme.shop.test/globex/orders'), 'acme', ['globex'])).toBeUndefined()
})

test('a name that nobody who passes has is no tenant', () => {
  expect(resourceTenant(request('https://api.shop.test/orders'), 'acme', ['globex'])).toBeUndefined()
  expect(resourceTenant(request('https://globex.shop.test/orders'), undefined, ['globex'])).toBeUndefined()
})
