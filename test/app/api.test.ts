import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Diagnosis } from '../../src/incidents/view/diagnosis-of.ts'
import { IncidentView } from '../../src/incidents/view.ts'
import { startTestApp, type TestApp } from './start-app.ts'

const CANARY = 'canary-3f9c1b7a-bearer'
let at: TestApp

beforeAll(async () => {
  at = await startTestApp()
})

afterAll(() => at.stop())

const post = async (path: string, body: object) => {
  const response = await at.api(path, body)
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

/** Opens an incident and waits until the machine has nothing left to do. */
async function openAndWait(body: object): Promise<IncidentView> {
  const { status, json } = await post('/incidents', body)
  expect(status).toBe(200)
  let view = IncidentView.parse(json)
  while (view.state === 'checking') {
    view = IncidentView.parse(await (await at.api(`/incidents/${view.incident}?after=${view.seq}&waitMs=5000`)).json())
  }
  return view
}

test('without the token the API answers 401 with a challenge', async () => {
  const response = await fetch(`${at.url}/api/v1/incidents`)

  expect(response.status).toBe(401)
  expect(response.headers.get('www-authenticate')).toContain('Bearer')
})

test('an incident is opened, asked, answered, resolved, listed and exported', async () => {
  const asking = await openAndWait({ url: `${at.targetUrl}/mesh/aurora/reports`, as: 'member', by: 'ada' })
  expect(asking.state).toBe('asking')
  const answer = asking.question?.answers.find(({ label }) => label.startsWith('It is new'))

  const ended = await post(`/incidents/${asking.incident}/answers`, { question: asking.question?.seq, answer: answer?.index, by: 'ada' })
  expect(ended.status).toBe(200)
  await expect
    .poll(async () => (await (await at.api(`/incidents/${asking.incident}/diagnosis`)).json()) as object)
    .toMatchObject({ status: 'concluded' })
  const diagnosis = Diagnosis.parse(await (await at.api(`/incidents/${asking.incident}/diagnosis`)).json())
  expect(diagnosis).toMatchObject({ verdict: 'denied', denial: { cause: 'default-deny' } })
  const filed = { layer: 'mesh', product: 'envoy', cause: 'default-deny', rule: 'none matched', fix: 'Wrote the allow.', prevention: '' }
  const resolved = await post(`/incidents/${asking.incident}/resolution`, { ...filed, by: 'ada' })

  expect(resolved.json).toMatchObject({ state: 'resolved' })
  expect(await (await at.api('/rules?words=allow')).json()).toMatchObject({ rules: [{ cause: 'default-deny', incident: asking.name }] })
  expect(await (await at.api(`/incidents/${asking.incident}/export`)).text()).toContain(asking.name)
}, 60_000)

test('an answer to a question that was closed is refused as a conflict that says who was first', async () => {
  const asking = await openAndWait({ url: `${at.targetUrl}/mesh/aurora/metrics`, as: 'member' })
  const press = (by: string) => post(`/incidents/${asking.incident}/answers`, { question: asking.question?.seq, answer: 0, by })

  const both = await Promise.all([press('ada'), press('grace')])

  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
  expect(both.find(({ status }) => status === 409)?.json).toMatchObject({ title: 'incident.stale' })
}, 60_000)

test.each([
  [{ url: 'https://unlisted.example/x' }, 403, 'target.unlisted'],
  [{ url: 'not a url' }, 400, 'url.invalid'],
  [{ url: 'AT/orders', as: 'nobody' }, 400, 'identity.unknown'],
  [{ urll: 'x' }, 400, 'input.malformed'],
  [{ url: 'x'.repeat(9000) }, 400, 'input.malformed'],
])('opening %j is answered %i as a problem', async (body, status, title) => {
  const { url } = body as { url?: string }
  const answered = await post('/incidents', url?.startsWith('AT') ? { ...body, url: url.replace('AT', at.targetUrl) } : body)

  expect(answered).toMatchObject({ status, json: { title, status } })
})

test('credentials of a pasted request reach no view, no export and no log line', async () => {
  const url = `${at.targetUrl}/hostile/echo`
  const view = await openAndWait({ url, headers: { authorization: `Bearer ${CANARY}`, cookie: `sid=${CANARY}` } })

  const everything = [JSON.stringify(view), await (await at.api(`/incidents/${view.incident}/export`)).text(), at.lines.join('\n')].join(
    '\n',
  )
  expect(everything).not.toContain(CANARY)
  expect(everything).not.toContain(Buffer.from(CANARY).toString('base64').slice(0, -4))
}, 60_000)

test('a response is explained without being stored', async () => {
  const response = { status: 403, headers: { 'www-authenticate': 'Bearer error="insufficient_scope", scope="orders:read"' }, body: '' }

  expect(await post('/explain', { response })).toMatchObject({ status: 200, json: { cause: 'api-scope', rule: 'orders:read' } })
})

test('health, readiness and metrics tell how it goes', async () => {
  expect(await (await fetch(`${at.url}/healthz`)).json()).toEqual({ status: 'ok' })
  expect(await (await fetch(`${at.url}/readyz`)).json()).toEqual({ status: 'ready', database: true, migrations: true, queue: true })
  const metrics = await (await fetch(`${at.url}/metrics`)).text()

  for (const name of [
    'why403_incidents{state=',
    'why403_walk_steps_total',
    'why403_probes_total{',
    'why403_queue_depth{',
    'why403_slack_ack_seconds',
  ]) {
    expect(metrics).toContain(name)
  }
})

test('the OpenAPI document is open to read and describes every route', async () => {
  const { paths } = z
    .object({ paths: z.record(z.string(), z.unknown()) })
    .parse(await (await fetch(`${at.url}/api/v1/openapi.json`)).json())

  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['/incidents', '/incidents/{incident}', '/incidents/{incident}/answers', '/rules', '/explain']),
  )
})
