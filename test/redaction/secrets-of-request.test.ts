import fc from 'fast-check'
import { expect, test } from 'vitest'
import { secretsOfRequest } from '../../src/redaction/secrets-of-request.ts'

test.each([
  ['https://api.test/a?api_key=hunter%202&page=22222', undefined, ['hunter%202', 'hunter 2']],
  ['https://api.test/a;jsessionid=A1B2C3?x=1', undefined, ['A1B2C3']],
  ['https://app.test/cb#access_token=hunter2', undefined, ['hunter2']],
  ['https://api.test/', 'user=ann&password=hunter+2', ['hunter+2', 'hunter 2']],
  ['https://api.test/', '{"user":"ann","auth":{"password":"hunter2","tokens":["abcde"]}}', ['hunter2', 'abcde']],
  ['https://api.test/', '{"token":"required"}', []],
  ['https://api.test/?code=abc', undefined, []],
  ['https://api.test/reset/a8f7d6e5c4b3a2918f7e', undefined, ['a8f7d6e5c4b3a2918f7e']],
  ['https://api.test/', '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nhunter=2&3\r\n--x--', ['hunter=2&3']],
])('%s with %s carries %j', (url, body, secrets) => {
  expect(secretsOfRequest({ url, body })).toEqual(secrets)
})

test('whatever is sent, it never throws, and a nested body ends', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (url, body) => void secretsOfRequest({ url, body })))
  expect(secretsOfRequest({ url: '', body: `${'{"password":'.repeat(5_000)}1${'}'.repeat(5_000)}` })).toEqual([])
})

test('a request made of secrets does not make the search for them endless', () => {
  const body = Array.from({ length: 10_000 }, (_, i) => `password=hunter${i}`).join('&')

  expect(secretsOfRequest({ url: '', body }).length).toBeLessThanOrEqual(200)
})
