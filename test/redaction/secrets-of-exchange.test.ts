import { expect, test } from 'vitest'
import { secretsOfExchange } from '../../src/redaction/secrets-of-exchange.ts'

const ask = (headers: Record<string, string[]>, url = 'https://api.test/') => ({ request: { method: 'GET', url, headers }, response: null })

test.each([
  ['a bearer token, with and without its scheme', { authorization: ['Bearer hunter2'] }, ['Bearer hunter2', 'hunter2']],
  [
    'a basic pair and its password',
    { Authorization: ['Basic YW5uOmh1bnRlcjI='] },
    ['Basic YW5uOmh1bnRlcjI=', 'YW5uOmh1bnRlcjI=', 'ann:hunter2', 'hunter2'],
  ],
  ['cookies, not settings', { cookie: ['sid=long%20secret; lang=en'] }, ['long%20secret', 'long secret']],
  ['no other header', { accept: ['application/json'], 'x-note': ['hello there'] }, []],
  ['nothing that was redacted before', { authorization: ['Bearer [redacted]'], cookie: ['sid=[redacted]'] }, []],
])('a request carries %s', (_, headers, secrets) => {
  expect(secretsOfExchange(ask(headers))).toEqual(secrets)
})

test('the URL’s secrets and the cookies that an answer sets count too', () => {
  const response = { status: 403, headers: { 'set-cookie': ['sid=fresh-session; Path=/', 'a=1'] }, body: '' }

  expect(secretsOfExchange({ ...ask({}, 'https://api.test/?code=xyz-1'), response })).toEqual(['xyz-1', 'fresh-session'])
})
