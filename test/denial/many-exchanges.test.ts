import { expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import type { Exchange } from '../../src/exchange.ts'

function answer(as: string, response: Exchange['response']): Exchange {
  return { as, request: { method: 'GET', url: 'https://api.test/reports', headers: {} }, response }
}
const passing = (count: number) => Array.from({ length: count }, (_, at) => answer(`other-${at}`, { status: 200, headers: {}, body: '{}' }))

test('an answer that names its reason is not outweighed by others who pass', () => {
  const challenge = 'Bearer error="insufficient_scope", scope="reports:read"'
  const refused = answer('member', { status: 403, headers: { 'www-authenticate': [challenge] }, body: '' })

  expect(identify([refused, ...passing(7)]).cause).toBe('api-scope')
})

test('seven identities that pass prove no more than one', () => {
  const refused = answer('member', { status: 403, headers: { 'content-type': ['application/json'] }, body: '{"message":"Forbidden"}' })

  expect(identify([refused, ...passing(7)]).causes).toEqual(identify([refused, ...passing(1)]).causes)
})

test('while a write waits for approval, what the same resource answers to GET is explained, not a bare HEAD or a neighbour', () => {
  const ask = (method: string, path: string, status: number, body = '') =>
    ({
      as: 'member',
      request: { method, url: `https://api.test${path}`, headers: {} },
      response: { status, headers: {}, body },
    }) satisfies Exchange
  const held = { ...ask('POST', '/orders', 0), response: null, failure: { kind: 'needs-approval', message: '' } } satisfies Exchange
  const page = 'User "mia" cannot list resource "orders": secrets is forbidden'

  const denial = identify([held, ask('GET', '/orders', 403, page), ask('HEAD', '/orders', 403), ask('GET', '/', 404)])

  expect(denial.evidence.map(({ exchange }) => exchange)).not.toContain(2)
  expect(denial.verdict).toBe('denied')
})

test('a probe that left the cookie out is not the refusal under diagnosis', () => {
  const ask = (headers: Record<string, string[]>, status: number, body: string) =>
    ({
      as: 'browser',
      request: { method: 'GET', url: 'https://api.test/me', headers },
      response: { status, headers: {}, body },
    }) satisfies Exchange

  const denial = identify([ask({ cookie: ['[redacted]'] }, 403, 'Your session has expired'), ask({}, 401, 'Sign in first')])

  expect(denial.verdict).toBe('denied')
})
