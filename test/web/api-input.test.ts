import { expect, test } from 'vitest'
import type { IncidentPowers } from '../../src/incidents/incident-powers.ts'
import { createApi } from '../../src/web/api/create-api.ts'
import { testDeps } from '../store/test-deps.ts'

const TOKEN = 'a-token-of-this-test'

/** An API whose store is never reached: everything here is refused before. */
function openApi() {
  const deps = testDeps()
  const api = createApi({ ...deps, version: '0.0.0' } as unknown as IncidentPowers, TOKEN)
  const ask = (path: string, init: RequestInit = {}) =>
    api.request(path, { ...init, headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...init.headers } })
  return { ask, lines: deps.lines }
}

test.each([
  ['malformed JSON', { body: '{"url":' }, 400],
  ['a content type that is not JSON', { body: '{"url":"https://api.test/"}', headers: { 'content-type': 'text/plain' } }, 415],
  ['a body of 3 MB', { body: JSON.stringify({ url: 'a'.repeat(3_000_000) }) }, 413],
  ['a field that would change the prototype', { body: '{"__proto__":{"admin":true},"url":"https://api.test/"}' }, 400],
])('%s is the caller’s mistake: problem+json, and no word in the log', async (_, init, status) => {
  const { ask, lines } = openApi()

  const response = await ask('/incidents', { method: 'POST', ...init })

  expect(response.status).toBe(status)
  expect(await response.json()).toMatchObject({ title: 'input.malformed', status })
  expect(lines).toEqual([])
})

test.each(['/incidents/99999999999', '/incidents/0', '/incidents/-1', '/incidents?before=99999999999', '/incidents?limit=1e9'])(
  '%s holds a number that no incident can have',
  async (path) => {
    const { ask } = openApi()

    expect((await ask(path)).status).toBe(400)
  },
)

test('a body is not read before the token is seen', async () => {
  const { ask } = openApi()

  const response = await ask('/incidents', { method: 'POST', body: 'x', headers: { authorization: 'Bearer another' } })

  expect(response.status).toBe(401)
})

test('what is explained gives no secret of the pasted answer back', async () => {
  const { ask } = openApi()
  const headers = { server: 'cloudflare', 'cf-ray': 'token=canary-1', 'x-request-id': 'Bearer canary-2-abcdef' }
  const body = JSON.stringify({ response: { status: 403, headers, body: 'error code: 1020' } })

  const response = await ask('/explain', { method: 'POST', body })

  expect(response.status).toBe(200)
  expect(await response.text()).not.toContain('canary')
})
