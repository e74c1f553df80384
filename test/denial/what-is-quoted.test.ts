import { describe, expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import { exchangeOf } from './exchange-of.ts'

describe('references', () => {
  test('ids of this very request come with where to look them up', () => {
    const headers = { 'cf-ray': '8f00aa11bb22cc33-FRA', traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }
    const { references } = identify([exchangeOf({ status: 403, headers })])

    expect(references.map(({ name, value }) => [name, value])).toEqual(Object.entries(headers))
    expect(references.every(({ lookUp }) => (lookUp?.length ?? 0) > 10)).toBe(true)
  })

  test('an id that only the page holds is read from the page', () => {
    const body = 'The requested URL was rejected. Please consult with your administrator. Your support ID is: 12345678901234567890'

    expect(identify([exchangeOf({ status: 403, body })]).references).toEqual([
      expect.objectContaining({ name: 'support id', value: '12345678901234567890', where: 'body' }),
    ])
  })
})

test('a secret in what is quoted is removed', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dBjftJeZ4CVPmB92K27uhbUJU1p1r_wW1gFWFOEjXk'
  const denial = identify([exchangeOf({ status: 403, body: `{"error":"invalid token ${jwt}"}` })])

  expect(denial.cause).toBe('invalid-token')
  expect(JSON.stringify(denial)).not.toContain('dBjftJeZ4')
})

test('a body that was cut off is read as far as it goes', () => {
  const body =
    '{"kind":"Status","apiVersion":"v1","status":"Failure","message":"pods is forbidden: User \\"jane\\" cannot list resource \\"pods\\" in API gr'

  expect(identify([exchangeOf({ status: 403, body })])).toMatchObject({ product: 'kubernetes', rule: 'list pods' })
})

test('entities and markup in a page hide no words', () => {
  const body = 'You don&#39;t have permission to access&#x20;this&nbsp;resource.</p><h1>Forbidden</h1><address>Apache/2.4.62 Server'

  expect(identify([exchangeOf({ status: 403, body })]).product).toBe('apache-httpd')
})
