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

describe('evidence', () => {
  const evidenceOf = (example: Parameters<typeof exchangeOf>[0]) => identify([exchangeOf(example)]).evidence

  test('says where it stands, in the words found there, and what they mean', () => {
    expect(evidenceOf({ status: 403, headers: { 'x-runtime': '0.02' }, body: '<p>Your IP is not on the list</p>' })).toEqual([
      { exchange: 0, where: 'status', text: '403', means: 'The server understood the request and refuses it' },
      { exchange: 0, where: 'body', text: 'Your IP is not on the list', means: "The caller's address, network or country is not allowed" },
      {
        exchange: 0,
        where: 'header:x-runtime',
        text: '0.02',
        means: 'A header that a program’s framework adds: the program behind the servers answered',
      },
    ])
  })

  test('tells each meaning once where nobody is named', () => {
    const means = evidenceOf({ status: 403, body: '{"error":"missing permission","message":"not authorized to do this"}' }).map(
      (each) => each.means,
    )

    expect(means).toEqual([...new Set(means)])
  })

  test('of who was merely seen on the way says so', () => {
    expect(evidenceOf({ status: 403, headers: { server: 'nginx' } }).at(-1)).toMatchObject({
      where: 'header:server',
      means: 'nginx is the innermost party seen on the way, and nothing shows that one behind it answered',
    })
  })
})

test('a credential of the request that the answer repeats bare is not quoted', () => {
  const request = { method: 'GET', url: 'https://api.test/?code=s3cr3t-code', headers: { authorization: ['Bearer plain-words-only'] } }
  const body = 'plain-words-only <center>nginx</center> s3cr3t-code error code: 1020'
  const response = { status: 403, headers: { server: ['cloudflare'], 'cf-ray': ['8a1b2c3d4e5f6789-FRA'] }, body }

  const denial = identify([{ request, response }])

  expect(denial.evidence.length).toBeGreaterThan(0)
  expect(JSON.stringify(denial)).not.toMatch(/plain-words-only|s3cr3t-code/)
})
