import { afterAll, beforeAll, expect, test } from 'vitest'
import { credentialsOf, type ServedTarget, servePracticeTarget } from './serve-practice-target.ts'

let served: ServedTarget
beforeAll(async () => {
  served = await servePracticeTarget()
})
afterAll(() => served.close())

async function ask(request: string, as = 'anonymous', headers: Record<string, string> = {}): Promise<Response> {
  const [method, path] = request.split(' ')
  return fetch(`${served.root}${path}`, { method, redirect: 'manual', headers: { ...credentialsOf(served, as), ...headers } })
}
async function statuses(request: string, ...identities: string[]): Promise<number[]> {
  return Promise.all(identities.map(async (as) => (await ask(request, as)).status))
}

test('who has the permission passes and who has not is refused, whatever kind of credential carries it', async () => {
  expect(await statuses('GET /orders/refunds', 'member', 'colleague', 'signed-in', 'admin', 'operator')).toEqual([403, 403, 403, 200, 200])
})

test('of two people with one role, the one in the right group passes', async () => {
  expect(await statuses('GET /reports/quarterly', 'member', 'colleague')).toEqual([403, 200])
  expect(await statuses('GET /maintenance/status', 'admin', 'operator')).toEqual([403, 200])
})

test('tokens are verified: expired, for another audience and signed by a stranger are refused', async () => {
  expect(await statuses('GET /ledger', 'member', 'expired', 'wrong-audience', 'forged')).toEqual([200, 403, 403, 403])
})

test('a wrong audience is told in the words of the JWT filter', async () => {
  const answer = await ask('GET /mesh/payments', 'wrong-audience')

  expect(answer.status).toBe(403)
  expect(await answer.text()).toBe('Audiences in Jwt are not allowed')
})

test('a missing scope is named in the challenge', async () => {
  const answer = await ask('GET /api/export', 'integration')

  expect(answer.headers.get('www-authenticate')).toMatch(/error="insufficient_scope".*scope="reports:read"/)
})

test('a session of last month is refused and a fresh one passes', async () => {
  expect(await statuses('GET /session/profile', 'stale-session', 'signed-in')).toEqual([403, 200])
})

test('a form passes with the CSRF token of its session only', async () => {
  const page = await ask('GET /session/cart', 'signed-in')
  const token = /csrftoken=([^;]+)/.exec(page.headers.get('set-cookie') ?? '')?.[1] ?? ''

  expect((await ask('POST /session/cart', 'signed-in')).status).toBe(403)
  expect((await ask('POST /session/cart', 'signed-in', { 'x-csrftoken': token })).status).toBe(200)
})

test('the firewall refuses for the content and passes the same request without it', async () => {
  expect((await ask('GET /waf/orders', 'member', { 'x-client-flags': '%{beta}' })).status).toBe(403)
  expect((await ask('GET /waf/orders', 'member')).status).toBe(200)
  expect(await statuses('GET /waf/search?q=drop%20table%20lamp', 'member', 'admin', 'anonymous')).toEqual([403, 403, 403])
  expect((await ask('GET /waf/search?q=lamp', 'member')).status).toBe(200)
})

test('a tenant’s resource is open to that tenant alone', async () => {
  expect(await statuses('GET /tenants/globex/invoices', 'member', 'other-tenant', 'admin')).toEqual([403, 200, 403])
})

test('the silent limiter passes first and refuses after a few', async () => {
  const seen: number[] = []
  for (let call = 0; call < 8; call++) seen.push((await ask('GET /rate/silent', 'operator')).status)

  expect(seen.slice(0, 4)).toEqual([200, 200, 200, 200])
  expect(seen.at(-1)).toBe(403)
})

test('the address that is told is the one that the connection came from', async () => {
  expect(await (await ask('GET /network/back-office', 'admin')).json()).toMatchObject({ message: expect.stringContaining('127.0.0.1') })
})

test('a namespace without a grant refuses everybody, its sibling does not', async () => {
  expect(await statuses('GET /mesh/aurora/reports', 'member', 'admin', 'integration')).toEqual([403, 403, 403])
  expect(await statuses('GET /mesh/borealis/reports', 'member', 'admin', 'integration')).toEqual([200, 200, 200])
})

test('a slash or a method decides where nothing else does', async () => {
  expect([(await ask('GET /methods/reports')).status, (await ask('GET /methods/reports/')).status]).toEqual([200, 403])
  expect([(await ask('GET /methods/orders')).status, (await ask('POST /methods/orders')).status]).toEqual([200, 403])
})
