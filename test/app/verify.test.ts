import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { IncidentView } from '../../src/incidents/view.ts'
import { startTestApp, type TestApp } from './start-app.ts'

const RUNBOOK = `---
title: Why is this request forbidden?
owner: "@sre"
reviewed: 2026-11-01
---

## Reproduce it
\`\`\`check
request: { as: subject }
compare: {}
\`\`\`

- \`compare.morePrivilegedAllowed\` → [Grant](#grant)
- otherwise → [Unknown](#unknown)

## Grant
\`\`\`outcome
cause: insufficient-permissions
fix: Grant it to {{ subject }}.
verify: It passes as {{ subject }}.
\`\`\`

## Unknown
\`\`\`outcome
cause: unknown
fix: Look into the log.
\`\`\`
`

/** Who passes, what a second guard says, and what came in: changed by hand, as somebody who mends does. */
const orders = { allowed: new Set(['admin']), guard: '', seen: [] as string[] }

let server: Server
let at: TestApp
let url: string
let runbooks: string

beforeAll(async () => {
  server = createServer((request, response) => {
    const name = /^Bearer key-(\w+)$/.exec(request.headers.authorization ?? '')?.[1] ?? 'anonymous'
    orders.seen.push(`${request.method} ${name}`)
    if (!orders.allowed.has(name)) return response.writeHead(403, { 'content-type': 'text/plain' }).end('No role for this')
    if (orders.guard !== '' && name !== 'admin') return response.writeHead(403, { 'content-type': 'text/plain' }).end(orders.guard)
    response.writeHead(200).end('orders')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/orders`
  runbooks = await mkdtemp(join(tmpdir(), 'why403-verify-'))
  await writeFile(join(runbooks, 'http-403.md'), RUNBOOK)
  at = await startTestApp({
    env: { WHY403_RUNBOOKS: runbooks, MEMBER: 'key-member', ADMIN: 'key-admin', GUEST: 'key-guest' },
    yaml: () => `
targets:
  orders:
    urls: ["${url}"]
    privateNetwork: true
    owner: "@orders"
    budget: { probes: 200, perSecond: 200, burst: 200 }
    identities:
      anonymous: {}
      member: { role: member, bearer: { env: MEMBER } }
      guest: { role: guest, bearer: { env: GUEST } }
      admin: { role: admin, bearer: { env: ADMIN } }
`,
  })
})

afterAll(async () => {
  await at.stop()
  await new Promise((resolve) => server.close(resolve))
  await rm(runbooks, { recursive: true, force: true })
})

beforeEach(() => {
  orders.allowed = new Set(['admin'])
  orders.guard = ''
})

/** Reads an incident again until it is as wanted. */
async function until(incident: number, wanted: (view: IncidentView) => boolean): Promise<IncidentView> {
  for (let after = 0; ; ) {
    const view = IncidentView.parse(await (await at.api(`/incidents/${incident}?after=${after}&waitMs=5000`)).json())
    if (wanted(view)) return view
    after = view.seq
  }
}

async function concluded(more: { method?: string; sendUnsafe?: boolean } = {}): Promise<IncidentView> {
  const opened = IncidentView.parse(await (await at.api('/incidents', { url, as: 'member', ...more })).json())
  const view = await until(opened.incident, ({ state }) => state === 'concluded')
  orders.seen = []
  return view
}

const press = (incident: number, body: object = {}) => at.api(`/incidents/${incident}/verify`, { by: 'ada', ...body })
const told = (view: IncidentView) => view.verifications?.at(-1)?.told !== undefined

test('after the fix one call sends it again, proves it, closes the incident and confirms its rule', async () => {
  const { incident, conclusion } = await concluded()
  expect(conclusion?.cause).toBe('insufficient-permissions')
  orders.allowed.add('member')

  expect((await press(incident)).status).toBe(200)
  const view = await until(incident, ({ state }) => state === 'resolved')

  expect(view.verifications?.[0]?.told).toMatchObject({
    kind: 'mended',
    before: 403,
    status: 200,
    calls: 5,
    keptOut: ['anonymous', 'guest'],
    decisive: { check: 'compare', holds: false },
  })
  expect(orders.seen.filter((one) => one === 'GET member').length).toBeGreaterThanOrEqual(5)
  expect(await (await at.api('/rules')).json()).toMatchObject({
    rules: [{ incident: `INC-${incident}`, confirmations: 1, resolvedBy: 'ada' }],
  })
  expect(await (await fetch(`${at.url}/metrics`)).text()).toContain('why403_verifications_total{outcome="mended"} 1')
  expect(await (await at.api(`/incidents/${incident}/export`)).text()).toContain('403 before, 200 now')
}, 30_000)

test('while it is refused as before nothing is closed, and calling again later may close it', async () => {
  const { incident } = await concluded()

  await press(incident)
  expect((await until(incident, told)).verifications).toMatchObject([{ told: { kind: 'still-refused', status: 403 } }])
  orders.allowed.add('member')
  await press(incident)

  expect((await until(incident, ({ state }) => state === 'resolved')).verifications?.map((run) => run.told?.kind)).toEqual([
    'still-refused',
    'mended',
  ])
}, 30_000)

test('a gate that stands open for everybody is no proof', async () => {
  const { incident } = await concluded()
  for (const name of ['member', 'anonymous', 'guest']) orders.allowed.add(name)

  await press(incident)

  const view = await until(incident, told)
  expect(view).toMatchObject({ state: 'concluded', verifications: [{ told: { kind: 'too-wide', passesToo: ['anonymous', 'guest'] } }] })
}, 30_000)

test('behind the refusal that was mended stands another: the walk goes on', async () => {
  const { incident } = await concluded()
  orders.allowed.add('member')
  orders.guard = 'Your account is suspended until it is paid'

  await press(incident)

  const view = await until(incident, (seen) => told(seen) && seen.state === 'concluded')
  expect(view.verifications).toMatchObject([{ current: false, told: { kind: 'refused-otherwise' } }])
  expect(view.path.length).toBeGreaterThan(0)
}, 30_000)

test('a write is sent once for each call that approves it, and not without', async () => {
  const { incident } = await concluded({ method: 'POST', sendUnsafe: true })
  orders.allowed.add('member')

  await press(incident)
  await until(incident, told)
  expect(orders.seen.filter((one) => one.startsWith('POST'))).toEqual([])
  await press(incident, { sendUnsafe: true })
  await until(incident, ({ state }) => state === 'resolved')

  expect(orders.seen.filter((one) => one.startsWith('POST'))).toEqual(['POST member'])
}, 30_000)

test('of two calls at once one is taken; what is resolved or unknown is refused as a problem', async () => {
  const { incident, verify } = await concluded()
  orders.allowed.add('member')

  const both = await Promise.all([press(incident, { seen: verify?.seen }), press(incident, { seen: verify?.seen })])
  await until(incident, ({ state }) => state === 'resolved')

  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect([(await press(incident)).status, (await press(999_999)).status, (await press(incident, { sent: true })).status]).toEqual([
    409, 404, 400,
  ])
}, 30_000)

test('the document of the API tells of it', async () => {
  const { paths } = (await (await at.api('/openapi.json')).json()) as { paths: Record<string, object> }

  expect(Object.keys(paths).some((path) => path.endsWith('/incidents/{incident}/verify'))).toBe(true)
})
