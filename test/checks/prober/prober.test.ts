import { describe, expect, test } from 'vitest'
import type { ProbeRequest } from '../../../src/checks/check.ts'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { startServer } from '../loopback-server.ts'
import { connectTo, incidentOf, testPowers } from './open-test-session.ts'
import { probeOnce } from './probe-once.ts'

describe('what a probe carries', () => {
  test('says who asks, for which incident, with a trace of its own', async () => {
    await using server = await startServer((_, response) => response.writeHead(403).end('no'))
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    const exchange = await probeOnce(powers, incidentOf(`${server.url}/a?b=1`))

    expect(exchange).toMatchObject({ as: 'anonymous', address: '127.0.0.1', response: { status: 403, body: 'no' } })
    expect(server.seen[0]).toMatchObject({
      url: '/a?b=1',
      headers: { 'user-agent': 'why403/1.2.3 (+INC-7)', host: new URL(server.url).host },
    })
    expect(server.seen[0]?.headers.traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  })

  test('what belongs to the connection is not taken over from a pasted request', async () => {
    await using server = await startServer((_, response) => response.end())
    const headers = {
      Host: 'evil.test',
      'Content-Length': '99',
      'Transfer-Encoding': 'chunked',
      Connection: 'x-a',
      'X-A': '1',
    }
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    await probeOnce(powers, incidentOf(server.url, { request: { method: 'GET', url: server.url, headers } }))

    expect(server.seen[0]?.headers).toMatchObject({ host: new URL(server.url).host, 'x-a': '1', 'user-agent': 'why403/1.2.3 (+INC-7)' })
    expect(server.seen[0]?.headers).not.toHaveProperty('content-length')
    expect(server.seen[0]?.headers).not.toHaveProperty('transfer-encoding')
  })

  test('the person’s User-Agent goes along, since it may be what is refused, and ours stands behind it', async () => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })
    const incident = incidentOf(server.url, { request: { method: 'GET', url: server.url, headers: { 'User-Agent': 'curl/8.5.0' } } })

    await probeOnce(powers, incident)
    await probeOnce(powers, incident, { without: ['User-Agent'] })

    expect(server.seen.map(({ headers }) => headers['user-agent'])).toEqual(['curl/8.5.0 why403/1.2.3 (+INC-7)', 'why403/1.2.3 (+INC-7)'])
  })

  test.each<Record<string, string>>([
    { 'x-a': 'b\r\nx-injected: 1' },
    { 'x-a\r\nx-injected': 'b' },
    { 'x a': 'b' },
    { 'x-a': 'snow ☃' },
    { 'x-a': 'a'.repeat(70_000) },
  ])('headers that inject or cannot be sent are refused: %o', async (headers) => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    const exchange = await probeOnce(powers, incidentOf(server.url), { headers })

    expect(exchange).toMatchObject({ response: null, failure: { kind: 'refused' } })
    expect(server.seen).toHaveLength(0)
  })
})

describe('identities', () => {
  const identities = {
    member: { bearer: { env: 'MEMBER' } },
    boss: { basic: { username: 'root', password: { env: 'BOSS' } } },
    browser: { cookie: { env: 'COOKIE' } },
    robot: { headers: { 'X-Api-Key': { env: 'KEY' } } },
    lost: { bearer: { env: 'NONE' } },
    client: { oauth2: { tokenUrl: 'https://idp.test/token', clientId: 'a', clientSecret: { env: 'KEY' } } },
  }
  const env = { MEMBER: 'member-token', BOSS: 'hunter2', COOKIE: 'sid=cookie-secret; lang=en', KEY: 'key-secret' }
  const own = {
    method: 'GET',
    headers: { Authorization: 'Bearer own-token', Cookie: 'sid=own', 'X-Api-Key': 'own-key', 'X-Tenant-Id': 'acme' },
  }

  test.each([
    ['request', { authorization: 'Bearer own-token', cookie: 'sid=own', 'x-api-key': 'own-key' }],
    ['anonymous', {}],
    ['member', { authorization: 'Bearer member-token' }],
    ['boss', { authorization: `Basic ${Buffer.from('root:hunter2').toString('base64')}` }],
    ['browser', { cookie: 'sid=cookie-secret; lang=en' }],
    ['robot', { 'x-api-key': 'key-secret' }],
  ])('%s sends its own credentials and no others', async (as, sent) => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ env, targets: { shop: { urls: [server.url], identities } } })

    await probeOnce(powers, incidentOf(server.url, { request: { ...own, url: server.url } }), { as })

    const { authorization, cookie, 'x-api-key': key, 'x-tenant-id': tenant } = server.seen[0]?.headers ?? {}
    expect(JSON.parse(JSON.stringify({ authorization, cookie, 'x-api-key': key }))).toEqual(sent)
    expect(tenant).toBe('acme')
  })

  test('a missing secret and an unknown identity are told by their code', async () => {
    const powers = testPowers({ env, targets: { shop: { urls: ['http://127.0.0.1:1/'], identities } } })

    await expect(probeOnce(powers, incidentOf('http://127.0.0.1:1/'), { as: 'lost' })).rejects.toMatchObject({ code: 'secret.missing' })
    await expect(probeOnce(powers, incidentOf('http://127.0.0.1:1/'), { as: 'client' })).rejects.toMatchObject({ code: 'secret.missing' })
    await expect(probeOnce(powers, incidentOf('http://127.0.0.1:1/'), { as: 'nobody' })).rejects.toMatchObject({ code: 'identity.unknown' })
  })

  test('credentials are not sent in clear where the incident’s URL has TLS', async () => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({
      env,
      targets: { shop: { urls: ['https://shop.test/', 'http://shop.test/'], identities } },
      resolve: async () => ['127.0.0.1'],
      connect: connectTo(server.port),
    })

    await probeOnce(powers, incidentOf('https://shop.test/'), { as: 'member', url: 'http://shop.test/' })

    expect(server.seen[0]?.headers).not.toHaveProperty('authorization')
  })
})

describe('methods that change something', () => {
  const post = (url: string) => ({ method: 'POST', url, headers: {}, body: 'x=1' })

  test.each([
    ['are not sent without approval', false, {}, {}, 'needs-approval'],
    ['are never sent where the target says never, approval or not', true, { unsafeMethods: 'never' }, {}, 'refused'],
    ['are approved for the incident’s own method alone', true, {}, { method: 'DELETE' }, 'needs-approval'],
    ['are approved for the subject alone', true, { identities: { member: { headers: {} } } }, { as: 'member' }, 'needs-approval'],
    ['are approved for the incident’s own path alone', true, {}, { url: '/other' }, 'needs-approval'],
    ['are approved with the incident’s own query alone', true, {}, { url: '/a?all=1' }, 'needs-approval'],
    ['do not hide in a header of an approved request', true, {}, { headers: { 'X-HTTP-Method-Override': 'DELETE' } }, 'refused'],
    ['do not hide in a header of a safe request', false, {}, { method: 'GET', headers: { 'x-method-override': 'put' } }, 'refused'],
  ])('%s', async (_, approved, target, probe: ProbeRequest, kind) => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [server.url], ...target } } })
    const request = { ...probe, ...(probe.url && { url: `${server.url}${probe.url}` }) }

    const exchange = await probeOnce(powers, incidentOf(server.url, { request: post(`${server.url}/a`), approved }), request)

    expect(exchange).toMatchObject({ response: null, failure: { kind } })
    expect(server.seen).toHaveLength(0)
  })

  test.each(['X-HTTP-Method-Override', 'X-HTTP-Method', 'x-method-override', 'X_HTTP_Method_Override', 'x-http_method'])(
    'that a pasted GET names in %s are not sent',
    async (name) => {
      await using server = await startServer((_, response) => response.end())
      const powers = testPowers({ targets: { shop: { urls: [server.url] } } })
      const request = { method: 'GET', url: server.url, headers: { [name]: 'DELETE' } }

      expect(await probeOnce(powers, incidentOf(server.url, { request }))).toMatchObject({ response: null, failure: { kind: 'refused' } })
      expect(server.seen).toHaveLength(0)
    },
  )

  test('do not come with a header of the connection or of the path that is spelled with underscores', async () => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [`${server.url}/a`] } } })
    const request = { method: 'GET', url: `${server.url}/a`, headers: { Transfer_Encoding: 'chunked', content_length: '5', X_Ok: 'yes' } }
    const astray = { ...request, headers: { X_Original_URL: '/admin' } }

    await probeOnce(powers, incidentOf(server.url, { request }))
    const refused = await probeOnce(powers, incidentOf(server.url, { request: astray }))

    expect(server.seen.map(({ headers }) => Object.keys(headers).filter((name) => name.includes('_')))).toEqual([['x_ok']])
    expect(refused.failure).toMatchObject({ kind: 'refused' })
  })

  test('named in a header belong to the approved request alone: a safe probe leaves the header out', async () => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })
    const request = { ...post(`${server.url}/a`), headers: { 'X-Method-Override': 'PUT' } }

    await probeOnce(powers, incidentOf(server.url, { request, approved: true }))
    await probeOnce(powers, incidentOf(server.url, { request }), { method: 'GET', body: null })

    expect(server.seen.map(({ method, headers }) => [method, headers['x-method-override']])).toEqual([
      ['POST', 'PUT'],
      ['GET', undefined],
    ])
  })

  test('are sent with their body once approved', async () => {
    await using server = await startServer(async (request, response) => {
      const chunks = await request.toArray()
      response.end(`${request.method} ${Buffer.concat(chunks)}`)
    })
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    const exchange = await probeOnce(powers, incidentOf(server.url, { request: post(`${server.url}/a`), approved: true }))

    expect(exchange.response?.body).toBe('POST x=1')
  })
})

describe('budgets', () => {
  test('an incident sends no more than its probes, those of its earlier sessions included', async () => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [server.url], budget: { probes: 3 } } } })
    const session = createProber(powers).open(incidentOf(server.url, { probesUsed: 1 }))

    const kinds = []
    for (let i = 0; i < 4; i++) kinds.push((await session.probe({ fresh: true }, { urgent: true }).exchange).failure?.kind)
    await session.close()

    expect(kinds).toEqual([undefined, undefined, 'budget', 'budget'])
    expect(session.probes()).toBe(3)
    expect(server.seen).toHaveLength(2)
  })

  test('the same safe probe is sent once in a session unless it must be fresh', async () => {
    await using server = await startServer((_, response) => response.end())
    const session = createProber(testPowers({ targets: { shop: { urls: [server.url] } } })).open(incidentOf(server.url))
    const probe = (request: ProbeRequest) => session.probe(request, { urgent: true }).exchange

    const [a, b, c] = await Promise.all([probe({}), probe({ headers: {} }), probe({ headers: { 'x-a': '1' } })])
    const d = await probe({ fresh: true })
    await session.close()

    expect(a).toBe(b)
    expect(new Set([a, c, d]).size).toBe(3)
    expect(server.seen).toHaveLength(3)
  })

  test('a session that is closed answers what still waits', async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<void>()
    await using server = await startServer(() => resolve())
    const session = createProber(testPowers({ targets: { shop: { urls: [server.url], budget: { burst: 1, perSecond: 0.001 } } } })).open(
      incidentOf(server.url),
    )
    const first = session.probe({ fresh: true }, { urgent: true }).exchange
    await arrived
    const second = session.probe({ fresh: true }, { urgent: true }).exchange

    await session.close()

    expect((await first).failure?.kind).toBe('timeout')
    expect((await second).failure?.kind).toBe('timeout')
    expect(session.probes()).toBe(1)
  })

  test('every request sent is told to the metrics with its target and result', async () => {
    await using server = await startServer((_, response) => response.writeHead(403).end())
    const told: object[] = []
    const powers = testPowers({ targets: { shop: { urls: [server.url] } }, onProbe: (probe) => told.push(probe) })

    await probeOnce(powers, incidentOf(server.url))

    expect(told).toEqual([{ target: 'shop', result: '4xx' }])
  })
})
