import { expect, test } from 'vitest'
import type { Exchange } from '../../src/exchange.ts'
import { redactExchange } from '../../src/redaction/redact-exchange.ts'
import { isCredentialHeader } from '../../src/redaction/sensitive-name.ts'

const exchange: Exchange = {
  as: 'member',
  request: {
    method: 'POST',
    url: 'https://api.test/orders?token=t0ken',
    headers: { authorization: ['Bearer canary-1'], cookie: ['sid=canary-2; lang=en'], 'x-api-key': ['canary-3'], accept: ['*/*'] },
    body: '{"password":"canary-4"}',
  },
  response: {
    status: 403,
    headers: {
      'www-authenticate': ['Bearer error="insufficient_scope", scope="orders:write"'],
      'set-cookie': ['sid=canary-5; Path=/; HttpOnly; SameSite=Lax'],
      'x-amzn-requestid': ['c6af9ac6-7b61-11e6-9a41-93e8deadbeef'],
      location: ['https://login.test/?state=1&id_token=canary-6'],
    },
    body: 'denied for Bearer canary-1',
  },
  hops: [{ url: 'https://bob:canary-7@api.test/', status: 302, location: '/?sig=canary-8' }],
}

test('no canary is left anywhere, what proves the denial is', () => {
  const safe = redactExchange(exchange, ['canary-1'])

  expect(JSON.stringify(safe)).not.toMatch(/canary|t0ken/)
  expect(safe.request.headers).toMatchObject({ authorization: ['Bearer [redacted]'], accept: ['*/*'] })
  expect(safe.request.headers.cookie).toEqual(['sid=[redacted]; lang=[redacted]'])
  expect(safe.response?.headers['www-authenticate']).toEqual(['Bearer error="insufficient_scope", scope="orders:write"'])
  expect(safe.response?.headers['set-cookie']).toEqual(['sid=[redacted]; Path=/; HttpOnly; SameSite=Lax'])
  expect(safe.response?.headers['x-amzn-requestid']).toEqual(['c6af9ac6-7b61-11e6-9a41-93e8deadbeef'])
})

test('a secret that the kept part of a long body cuts in two does not show its first half', () => {
  const response = { status: 403, headers: {}, body: 'you sent super-secret-val', truncated: true }

  expect(redactExchange({ ...exchange, response }, ['super-secret-value']).response?.body).toBe('you sent [redacted]')
})

test('a header that echoes a known secret in base64 is redacted whatever its name', () => {
  const echoed = Buffer.from('user:canary-9').toString('base64')
  const response = { status: 403, headers: { 'x-debug': [`got ${echoed}`] }, body: '' }

  expect(redactExchange({ ...exchange, response }, [echoed]).response?.headers['x-debug']).toEqual(['got [redacted]'])
})

test.each(['X-Auth-Key', 'DD-APPLICATION-KEY', 'X-ZUMO-AUTH', 'Authentication', 'X-OTP', 'X-Master-Key'])(
  '%s is a credential: it is neither shown nor sent as somebody else',
  (name) => {
    const request = { method: 'GET', url: 'https://api.test/', headers: { [name]: ['hunter2'] } }

    expect(JSON.stringify(redactExchange({ request, response: null }))).not.toContain('hunter2')
    expect(isCredentialHeader(name)).toBe(true)
  },
)

test.each(['Idempotency-Key', 'Surrogate-Key', 'X-Cache-Key', 'Sec-WebSocket-Key', 'X-Tenant-Id', 'X-CSRF-Token'])(
  '%s is no credential',
  (name) => {
    expect(isCredentialHeader(name)).toBe(false)
  },
)
