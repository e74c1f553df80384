import { describe, expect, test } from 'vitest'
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

describe('one header more or less', () => {
  const ask = (headers: Record<string, string[]>, status: number): Exchange => ({
    as: 'member',
    request: { method: 'GET', url: 'https://api.test/reports', headers },
    response: { status, headers: {}, body: status < 400 ? '{}' : 'no' },
  })
  const token = { authorization: ['[redacted]'] }

  test.each([
    ['with x-csrf-token', {}, { 'x-csrf-token': ['a'] }, 'session-state'],
    ['without x-debug', { 'x-debug': ['1'] }, {}, 'waf-rule'],
    ['with another user-agent', { 'user-agent': ['curl/8'] }, { 'user-agent': ['Mozilla/5.0'] }, 'bot-challenge'],
    ['without x-forwarded-for', { 'x-forwarded-for': ['203.0.113.9'] }, {}, 'ip-or-geo-restriction'],
    ['with x-tenant-id', {}, { 'x-tenant-id': ['42'] }, 'tenancy'],
    ['with origin', {}, { origin: ['https://shop.test'] }, 'resource-rule'],
  ])('that the same caller passes %s tells which header decides, and which exchange proved it', (word, refused, passing, cause) => {
    const denial = identify([ask({ ...token, ...refused }, 403), ask({ ...token, ...passing }, 200)])

    expect(denial.cause).toBe(cause)
    expect(denial.evidence).toContainEqual(expect.objectContaining({ exchange: 1, text: `GET ${word}: 200` }))
  })

  test('what differs on every call decides nothing: that is the same request again', () => {
    const { causes } = identify([ask({ traceparent: ['a'] }, 403), ask({ traceparent: ['b'] }, 200)])

    expect(causes[0]?.cause).toBe('acl-misconfigured')
  })

  test('of several that pass, the one that differs least is told', () => {
    const denial = identify([ask({ 'x-a': ['1'], 'x-b': ['1'] }, 403), ask({}, 200), ask({ 'x-b': ['1'] }, 200)])

    expect(denial.evidence.filter(({ text }) => text.includes('without')).map(({ exchange, text }) => [exchange, text])).toEqual([
      [2, 'GET without x-a: 200'],
    ])
  })

  test('where nearly everything differs, nothing is concluded from it', () => {
    const { cause } = identify([ask({ 'x-a': ['1'], 'x-b': ['1'], 'x-c': ['1'], 'x-d': ['1'] }, 403), ask({}, 200)])

    expect(cause).toBe('unknown')
  })
})

describe('through the edge and straight to the origin', () => {
  const through = (status: number, body = 'no'): Exchange => ({
    as: 'member',
    request: { method: 'GET', url: 'https://shop.test/reports?a=1', headers: {} },
    response: { status, headers: { 'cf-ray': ['8f00aa11bb22cc33-FRA'], server: ['cloudflare'] }, body },
  })
  const direct = (status: number, body = 'no', more: Partial<Exchange> = { vantage: 'origin' }): Exchange => ({
    ...more,
    as: 'member',
    request: { method: 'GET', url: 'https://shop.test/reports?a=1', headers: {}, ...more.request },
    response: { status, headers: {}, body },
  })

  test('what passes straight to the origin was refused by the edge', () => {
    const denial = identify([through(403), direct(200)])

    expect(denial).toMatchObject({ verdict: 'denied', layer: 'cdn', product: 'cloudflare', cause: 'waf-rule', via: [] })
    expect(denial.evidence).toContainEqual(expect.objectContaining({ exchange: 1, text: 'GET from origin: 200' }))
  })

  test('the origin may be asked by a name of its own', () => {
    const request = { method: 'GET', url: 'https://origin.shop.test:8443/reports?a=1', headers: {} }

    expect(identify([through(403), direct(200, '{}', { request })])).toMatchObject({ layer: 'cdn', product: 'cloudflare' })
  })

  test('another page of another host that passes proves nothing about the edge', () => {
    const request = { method: 'GET', url: 'https://origin.shop.test/other', headers: {} }

    expect(identify([through(403), direct(200, '{}', { request })]).product).toBe('unknown')
  })

  test('what the origin refuses in the same words was only carried by the edge', () => {
    const denial = identify([through(403, 'Missing role auditor'), direct(403, 'Missing role auditor')])

    expect(denial).toMatchObject({ layer: 'application', product: 'unknown', via: [{ product: 'cloudflare' }] })
    expect(denial.evidence).toContainEqual(expect.objectContaining({ exchange: 1, means: expect.stringContaining('only carried it') }))
  })

  test('a product that names itself refused, whatever passes elsewhere', () => {
    const page = '<p>CSRF verification failed. Request aborted.</p>'

    expect(identify([through(403, page), direct(200)])).toMatchObject({ product: 'django', cause: 'session-state' })
  })

  test('that it passes from another network speaks for the address', () => {
    const from = (vantage: string, status: number) => direct(status, 'no', { vantage })

    expect(identify([from('office', 403), from('eu', 200)]).cause).toBe('ip-or-geo-restriction')
    expect(identify([from('office', 403), from('eu', 403)]).evidence.at(-1)).toMatchObject({ exchange: 1, text: 'GET from eu: 403' })
  })

  test('the refusal explained is the one from where the subject asked first', () => {
    const denial = identify([direct(403, 'no', { vantage: 'office' }), direct(401, 'sign in', { vantage: 'eu' })])

    expect(denial.verdict).toBe('denied')
  })
})

test('anonymous, member and admin: each statement says which exchange proves it', () => {
  const denial = identify([
    answer('member', { status: 403, headers: {}, body: '{"error":"no"}' }),
    answer('anonymous', { status: 401, headers: {}, body: '' }),
    answer('admin', { status: 200, headers: {}, body: '{}' }),
  ])

  expect(denial.evidence.filter(({ exchange }) => exchange > 0).map(({ exchange, text }) => [exchange, text])).toEqual([
    [2, 'GET as admin: 200'],
    [1, 'anonymous: 401'],
  ])
  expect(denial.causes[0]?.cause).toBe('insufficient-permissions')
})
