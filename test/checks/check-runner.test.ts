import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Check, defineCheck } from '../../src/checks/check.ts'
import { type CheckRunner, createCheckRunner, type RunInput, type SessionInput } from '../../src/checks/check-runner.ts'
import type { ProberPowers } from '../../src/checks/prober/prober-powers.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { identify } from '../../src/denial/identify.ts'
import { startServer } from './loopback-server.ts'
import { incidentOf, SILENT, testPowers } from './prober/open-test-session.ts'

const custom = (run: Check['run'], more: Partial<Check> = {}): Check => ({
  ...defineCheck({
    name: 'custom',
    summary: 'For a test.',
    input: z.strictObject({}),
    output: z.object({ ok: z.boolean() }),
    safety: 'safe',
    timeoutMs: 5_000,
    examples: [],
    run: async () => ({ ok: true }),
    line: () => 'Done.',
  }),
  run,
  ...more,
})

const runOf = (check: string, more: Partial<RunInput> = {}): RunInput => ({
  check,
  params: {},
  exchanges: [],
  denial: identify([]),
  urgent: true,
  ...more,
})

async function runOnce(powers: ProberPowers, session: SessionInput, run: RunInput, checks: readonly Check[] = []) {
  const runner: CheckRunner = createCheckRunner({ ...powers, checks: catalogOf(checks) })
  try {
    return await runner.openSession(session).start(run).result
  } finally {
    await runner.close()
  }
}

const nowhere = 'http://127.0.0.1:1/'
const oauth2 = (env: string) => ({ oauth2: { tokenUrl: `${nowhere}token`, clientId: 'why403', clientSecret: { env } } })
const identities = { lost: { bearer: { env: 'NONE' } }, robot: oauth2('CLIENT'), lostRobot: oauth2('NONE') }
const powers = (more = {}) => testPowers({ env: { CLIENT: 'client-secret' }, targets: { shop: { urls: [nowhere], identities, ...more } } })

describe('what goes wrong is a failed finding', () => {
  test.each([
    ['an unknown check', runOf('nonsense'), 'invalid'],
    ['parameters that do not fit', runOf('request', { params: { repeat: 99, bogus: true } }), 'invalid'],
    ['an unknown identity', runOf('request', { params: { as: 'nobody' } }), 'invalid'],
    ['a missing secret', runOf('request', { params: { as: 'lost' } }), 'secret-missing'],
    ['a missing secret of a client', runOf('request', { params: { as: 'lostRobot' } }), 'secret-missing'],
    ['a token endpoint that is down', runOf('request', { params: { as: 'robot' } }), 'no-token'],
    ['a target that is down', runOf('request'), 'unreachable'],
    ['a place that is not listed', runOf('request', { params: { path: '//other.test/' } }), 'refused'],
  ])('%s', async (name, run, failed) => {
    const scoped = name === 'a place that is not listed' ? powers({ urls: ['http://127.0.0.1:1/orders'] }) : powers()
    const result = await runOnce(scoped, incidentOf(nowhere), run)

    expect(result.finding).toMatchObject({ kind: 'failed', failed })
  })

  test.each([
    ['a crash', () => Promise.reject(new Error('boom')), 'crashed'],
    [
      'a throw',
      () => {
        throw new TypeError('boom')
      },
      'crashed',
    ],
    ['a finding that does not fit', async () => ({ ok: 'yes' }), 'crashed'],
    ['no end', () => new Promise(() => {}), 'timeout'],
  ])('%s of a custom check', async (_, run, failed) => {
    const result = await runOnce(powers(), incidentOf(nowhere), runOf('custom'), [custom(run as Check['run'], { timeoutMs: 50 })])

    expect(result.finding).toMatchObject({ kind: 'failed', failed })
  })

  test('a crash is logged without its secrets', async () => {
    const logged: object[] = []
    const log = { ...SILENT, error: (facts: object) => void logged.push(facts) }

    await runOnce({ ...powers(), log }, incidentOf(nowhere, { known: ['canary-1234'] }), runOf('custom'), [
      custom(() => Promise.reject(new Error('canary-1234'))),
    ])

    expect(logged).toHaveLength(1)
    expect(JSON.stringify(logged)).not.toContain('canary')
  })

  test('a check that is called off ends at once', async () => {
    const controller = new AbortController()
    const pending = runOnce(powers(), incidentOf(nowhere), runOf('custom', { signal: controller.signal }), [
      custom(() => new Promise(() => {})),
    ])

    controller.abort()

    expect((await pending).finding).toMatchObject({ kind: 'failed', failed: 'timeout' })
  })
})

test('an unsafe method without approval is found, not failed, and its exchange says so', async () => {
  const input = incidentOf(nowhere, { request: { method: 'POST', url: nowhere, headers: {}, body: 'x' } })

  const result = await runOnce(powers(), input, runOf('request'))

  expect(result.finding).toMatchObject({ kind: 'found', value: { needsApproval: true, sent: false } })
  expect(result.exchanges).toMatchObject([{ response: null, failure: { kind: 'needs-approval' } }])
})

test('exchanges come in the order in which they were asked for, whatever order they were answered in', async () => {
  const held: (() => void)[] = []
  await using server = await startServer((request, response) => {
    held.push(() => response.end(request.url))
    if (held.length === 3) for (const answer of held.reverse()) answer()
  })
  const ask = custom(async (_, { probe, request }) => {
    await Promise.all(['/a', '/b', '/c'].map((path) => probe({ url: new URL(path, request.url).href })))
    return { ok: true }
  })

  const result = await runOnce(testPowers({ targets: { shop: { urls: [server.url] } } }), incidentOf(server.url), runOf('custom'), [ask])

  expect(result.exchanges.map(({ response }) => response?.body)).toEqual(['/a', '/b', '/c'])
})

test('checks of one incident share a safe probe, and a check keeps what it saw before its time was up', async () => {
  await using server = await startServer((request, response) => (request.url === '/' ? response.writeHead(403).end() : undefined))
  const runner = createCheckRunner({
    ...testPowers({ targets: { shop: { urls: [server.url] } } }),
    checks: catalogOf([
      custom(
        async (_, { probe, request }) => {
          await probe()
          await probe({ url: `${request.url}never` })
          return { ok: true }
        },
        { timeoutMs: 200 },
      ),
    ]),
  })
  const session = runner.openSession(incidentOf(`${server.url}/`))

  const [slow, quick] = await Promise.all([session.start(runOf('custom')).result, session.start(runOf('request')).result])
  await runner.close()

  expect(slow).toMatchObject({ finding: { failed: 'timeout' }, exchanges: [{ response: { status: 403 } }] })
  expect(quick.finding).toMatchObject({ value: { status: 403 } })
  expect(server.seen.filter(({ url }) => url === '/')).toHaveLength(1)
})

test('who hurries passes the prefetches in the queue', async () => {
  const order: string[] = []
  await using server = await startServer((request, response) => {
    order.push(request.url ?? '')
    response.end()
  })
  const targets = { shop: { urls: [server.url], budget: { probes: 10, perSecond: 20, burst: 1 } } }
  const runner = createCheckRunner({ ...testPowers({ targets }), checks: catalogOf() })
  const session = runner.openSession(incidentOf(server.url))
  const start = (path: string) => session.start(runOf('request', { params: { path }, urgent: false }))

  const [first, second, third] = [start('/1'), start('/2'), start('/3')]
  third.hurry()
  await Promise.all([first, second, third].map(({ result }) => result))
  await runner.close()

  expect(order).toEqual(['/1', '/3', '/2'])
  expect(session.probes()).toBe(3)
})

test('an approval is for one request: an unsafe method is not repeated', async () => {
  await using server = await startServer((_, response) => response.writeHead(403).end())
  const runner = createCheckRunner({ ...testPowers({ targets: { shop: { urls: [server.url] } } }), checks: catalogOf() })
  const request = { method: 'POST', url: server.url, headers: {}, body: 'x' }
  const session = runner.openSession(incidentOf(server.url, { request, approved: true }))

  await session.start({ check: 'request', params: { repeat: 5 }, exchanges: [], denial: identify([]), urgent: true }).result
  await runner.close()

  expect(server.seen).toHaveLength(1)
})
