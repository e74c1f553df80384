import type { Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { ProbeRequest } from '../../src/checks/check.ts'
import type { SessionInput } from '../../src/checks/prober/probe-session.ts'
import { createProber, type ProberPowers } from '../../src/checks/prober/prober.ts'
import { startRawServer, startServer } from './loopback-server.ts'
import { connectTo, incidentOf, testPowers } from './open-test-session.ts'

async function probeOnce(powers: ProberPowers, input: SessionInput, request: ProbeRequest = {}) {
  const prober = createProber(powers)
  try {
    return await prober.open(input).probe(request, { urgent: true }).exchange
  } finally {
    await prober.close()
  }
}

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
      'User-Agent': 'curl',
      'X-A': '1',
    }
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    await probeOnce(powers, incidentOf(server.url, { request: { method: 'GET', url: server.url, headers } }))

    expect(server.seen[0]?.headers).toMatchObject({ host: new URL(server.url).host, 'x-a': '1', 'user-agent': 'why403/1.2.3 (+INC-7)' })
    expect(server.seen[0]?.headers).not.toHaveProperty('content-length')
    expect(server.seen[0]?.headers).not.toHaveProperty('transfer-encoding')
  })

  test.each([
    { 'x-a': 'b\r\nx-injected: 1' },
    { 'x-a\r\nx-injected': 'b' },
    { 'x a': 'b' },
    { 'x-a': 'snow ☃' },
    { 'x-a': 'a'.repeat(70_000) },
  ])('headers that inject or cannot be sent are refused: %o', async (headers) => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    const exchange = await probeOnce(powers, incidentOf(server.url), { headers: headers as unknown as Record<string, string> })

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
  ])('%s', async (_, approved, target, probe: ProbeRequest, kind) => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({ targets: { shop: { urls: [server.url], ...target } } })
    const request = { ...probe, ...(probe.url && { url: `${server.url}${probe.url}` }) }

    const exchange = await probeOnce(powers, incidentOf(server.url, { request: post(`${server.url}/a`), approved }), request)

    expect(exchange).toMatchObject({ response: null, failure: { kind } })
    expect(server.seen).toHaveLength(0)
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

describe('where a probe may go', () => {
  test.each([
    ['http://other.test/', 'refused'],
    ['http://shop.test.other.test/', 'refused'],
    ['http://shop.test@other.test/', 'refused'],
    ['http://shop.test/orders/..%2fadmin', 'refused'],
    ['ftp://shop.test/orders', 'refused'],
    ['nonsense', 'refused'],
  ])('%s is under no listed target', async (url, kind) => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({
      targets: { shop: { urls: ['http://shop.test/orders'] } },
      resolve: async () => ['1.1.1.1'],
      connect: connectTo(server.port),
    })

    const exchange = await probeOnce(powers, incidentOf('http://shop.test/orders'), { url })

    expect(exchange).toMatchObject({ response: null, failure: { kind } })
    expect(server.seen).toHaveLength(0)
  })

  test.each([
    [['127.0.0.1'], false],
    [['10.1.2.3'], false],
    [['1.1.1.1', '192.168.0.1'], false],
    [['::ffff:127.0.0.1'], false],
    [['169.254.169.254'], true],
    [['1.1.1.1', 'fd00:ec2::254'], true],
    [['fe80::1'], true],
    [['0.0.0.0'], true],
  ])('a host with the addresses %j is refused when privateNetwork is %s', async (addresses, privateNetwork) => {
    await using server = await startServer((_, response) => response.end())
    const powers = testPowers({
      targets: { shop: { urls: ['http://shop.test/'], privateNetwork } },
      resolve: async () => addresses,
      connect: connectTo(server.port),
    })

    const exchange = await probeOnce(powers, incidentOf('http://shop.test/'))

    expect(exchange).toMatchObject({ response: null, failure: { kind: 'refused' } })
    expect(server.seen).toHaveLength(0)
  })

  test.each(['http://2130706433/', 'http://0x7f.1/', 'http://[::ffff:7f00:1]/', 'http://127.1/'])(
    '%s is loopback, however it is spelled',
    async (url) => {
      const powers = testPowers({ targets: { shop: { urls: [url], privateNetwork: false } } })

      expect(await probeOnce(powers, incidentOf(url))).toMatchObject({ failure: { kind: 'refused' } })
    },
  )

  test('a host is resolved once, and every connection of the incident goes where it was checked', async () => {
    await using server = await startServer((_, response) => response.writeHead(200, { connection: 'close' }).end())
    const answers = [['1.1.1.1'], ['169.254.169.254']]
    const connected: string[][] = []
    const connect = connectTo(server.port)
    const powers = testPowers({
      targets: { shop: { urls: ['http://shop.test/'], privateNetwork: false } },
      resolve: async () => answers.shift() ?? [],
      connect: (addresses) => {
        connected.push([...addresses])
        return connect(addresses)
      },
    })
    const session = createProber(powers).open(incidentOf('http://shop.test/'))

    await session.probe({}, { urgent: true }).exchange
    await session.probe({ fresh: true }, { urgent: true }).exchange
    await session.close()

    expect(connected).toEqual([['1.1.1.1'], ['1.1.1.1']])
    expect(server.seen.map((request) => request.headers.host)).toEqual(['shop.test', 'shop.test'])
  })
})

describe('redirects', () => {
  const identities = { member: { bearer: { env: 'MEMBER' }, headers: { 'x-odd-name': { env: 'MEMBER' } } } }

  test('are recorded and followed, credentials with them at the same origin', async () => {
    await using server = await startServer((request, response) =>
      request.url === '/a' ? response.writeHead(302, { location: '/b' }).end() : response.writeHead(403).end(request.headers.authorization),
    )
    const powers = testPowers({ env: { MEMBER: 'member-token' }, targets: { shop: { urls: [server.url], identities } } })

    const exchange = await probeOnce(powers, incidentOf(`${server.url}/a`, { subject: 'member' }))

    expect(exchange.hops).toEqual([{ url: `${server.url}/a`, status: 302, location: `${server.url}/b` }])
    expect(exchange).toMatchObject({ request: { url: `${server.url}/a` }, response: { status: 403, body: 'Bearer member-token' } })
  })

  test('to another origin take no credential along, whatever its header is called', async () => {
    await using other = await startServer((_, response) => response.end())
    await using server = await startServer((_, response) => response.writeHead(307, { location: `${other.url}/b` }).end())
    const powers = testPowers({ env: { MEMBER: 'member-token' }, targets: { shop: { urls: [server.url, other.url], identities } } })

    await probeOnce(powers, incidentOf(`${server.url}/a`, { subject: 'member' }), { headers: { 'x-csrf-token': 'secret', cookie: 'a=b' } })

    expect(JSON.stringify(server.seen[0]?.headers)).toContain('member-token')
    expect(JSON.stringify(other.seen[0]?.headers)).not.toMatch(/member-token|secret|a=b/)
  })

  test.each([
    'http://unlisted.test/',
    'http://169.254.169.254/latest/meta-data/',
    'http://metadata.test/',
    'file:///etc/passwd',
    'http://[::1',
  ])('to %s are not followed: the redirect is the answer', async (location) => {
    await using server = await startServer((_, response) => response.writeHead(302, { location }).end('moved'))
    const powers = testPowers({
      targets: { shop: { urls: ['http://shop.test/', 'http://169.254.169.254/', 'http://metadata.test/'] } },
      resolve: async (host) => (host === 'metadata.test' ? ['169.254.169.254'] : ['127.0.0.1']),
      connect: connectTo(server.port),
    })

    const exchange = await probeOnce(powers, incidentOf('http://shop.test/'))

    expect(exchange).toMatchObject({ response: { status: 302, body: 'moved' }, hops: [{ status: 302, refused: expect.any(String) }] })
    expect(server.seen).toHaveLength(1)
  })

  test('to a target without privateNetwork are judged by that target’s own rule, on the address that was resolved once', async () => {
    await using server = await startServer((_, response) => response.writeHead(302, { location: '/public' }).end())
    const answers = [['127.0.0.1'], ['1.1.1.1']]
    const powers = testPowers({
      targets: { shop: { urls: ['http://shop.test/inside'] }, open: { urls: ['http://shop.test/public'], privateNetwork: false } },
      resolve: async () => answers.shift() ?? [],
      connect: connectTo(server.port),
    })

    const exchange = await probeOnce(powers, incidentOf('http://shop.test/inside'))

    expect(exchange).toMatchObject({ response: { status: 302 }, hops: [{ refused: expect.stringContaining('loopback') }] })
    expect(server.seen).toHaveLength(1)
  })

  test('in a loop end with the hops so far', async () => {
    await using server = await startServer((request, response) =>
      response.writeHead(302, { location: request.url === '/a' ? '/b' : '/a' }).end(),
    )
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    const exchange = await probeOnce(powers, incidentOf(`${server.url}/a`))

    expect(exchange.hops).toMatchObject([{ location: `${server.url}/b` }, { location: `${server.url}/a`, refused: 'it is a loop' }])
    expect(exchange.response?.status).toBe(302)
  })

  test('are followed five times at most', async () => {
    await using server = await startServer((request, response) => response.writeHead(302, { location: `${request.url}x` }).end())
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    const exchange = await probeOnce(powers, incidentOf(`${server.url}/a`))

    expect(exchange.hops).toHaveLength(6)
    expect(exchange.hops?.at(-1)).toHaveProperty('refused')
    expect(server.seen).toHaveLength(6)
  })

  test('turn a POST into a GET, and an unsafe method never reaches another origin', async () => {
    await using other = await startServer((_, response) => response.end())
    await using server = await startServer((request, response) => {
      const location = request.url === '/see-other' ? '/done' : `${other.url}/`
      if (request.method === 'GET') response.end('done')
      else response.writeHead(request.url === '/see-other' ? 303 : 307, { location }).end()
    })
    const powers = testPowers({ targets: { shop: { urls: [server.url, other.url] } } })
    const post = (path: string) =>
      incidentOf(server.url, { approved: true, request: { method: 'POST', url: `${server.url}${path}`, headers: {}, body: 'x' } })

    expect(await probeOnce(powers, post('/see-other'))).toMatchObject({ response: { status: 200, body: 'done' } })
    expect(await probeOnce(powers, post('/elsewhere'))).toMatchObject({
      response: { status: 307 },
      hops: [{ refused: expect.any(String) }],
    })
    expect(other.seen).toHaveLength(0)
  })
})

describe('hostile answers', () => {
  const bodies: [string, string, Buffer][] = [
    ['gzip', 'gzip', gzipSync('héllo')],
    ['deflate', 'deflate', deflateSync('héllo')],
    ['raw deflate', 'deflate', deflateRawSync('héllo')],
    ['brotli', 'br', brotliCompressSync('héllo')],
    ['zstandard', 'zstd', zstdCompressSync('héllo')],
    ['two codings', 'gzip, br', brotliCompressSync(gzipSync('héllo'))],
    ['a cut gzip', 'gzip', gzipSync('héllo', { level: 0 }).subarray(0, -9)],
  ]

  test.each(bodies)('%s is read', async (_, coding, body) => {
    await using server = await startServer((_, response) => response.writeHead(403, { 'content-encoding': coding }).end(body))
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    expect((await probeOnce(powers, incidentOf(server.url))).response?.body).toMatch(/^h/)
  })

  const zeros = Buffer.alloc(50 * 1024 * 1024)
  test.each([
    ['5 MB', undefined, Buffer.alloc(5 * 1024 * 1024, 'a')],
    ['a gzip bomb', 'gzip', gzipSync(zeros)],
    ['a brotli bomb', 'br', brotliCompressSync(zeros)],
    ['a zstandard bomb', 'zstd', zstdCompressSync(zeros)],
    ['a bomb in a bomb', 'gzip, gzip', gzipSync(gzipSync(zeros))],
  ])('of %s at most 256 KiB are kept', async (_, coding, body) => {
    await using server = await startServer((_, response) => response.writeHead(403, coding ? { 'content-encoding': coding } : {}).end(body))
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    const { response } = await probeOnce(powers, incidentOf(server.url))

    expect(response).toMatchObject({ status: 403, truncated: true })
    expect(response?.body.length).toBeLessThanOrEqual(256 * 1024)
  })

  test('invalid UTF-8 is decoded as well as can be, and NULs go', async () => {
    await using server = await startServer((_, response) => response.writeHead(403).end(Buffer.from([0x61, 0xff, 0x00, 0x62])))
    const powers = testPowers({ targets: { shop: { urls: [server.url] } } })

    expect((await probeOnce(powers, incidentOf(server.url))).response?.body).toBe('a\ufffdb')
  })

  test('a body that never ends keeps what came until the time was up', async () => {
    await using server = await startServer((_, response) => void response.writeHead(403).write('denied'))
    const powers = testPowers({ targets: { shop: { urls: [server.url] } }, timeoutMs: 100 })

    expect(await probeOnce(powers, incidentOf(server.url))).toMatchObject({ response: { status: 403, body: 'denied', truncated: true } })
  })

  const nothing = (_: Socket) => {}
  test.each([
    ['silence', 'timeout', nothing],
    ['a closed connection', 'unreachable', (socket: Socket) => void socket.destroy()],
    ['what is not HTTP', 'protocol', (socket: Socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n')],
    ['headers without end', 'protocol', (socket: Socket) => void socket.end(`HTTP/1.1 403 No\r\nx: ${'a'.repeat(200_000)}\r\n\r\n`)],
  ])('%s is a failure, not an exception', async (_, kind, behave) => {
    await using server = await startRawServer(behave)
    const powers = testPowers({ targets: { shop: { urls: [server.url] } }, timeoutMs: 300 })

    expect(await probeOnce(powers, incidentOf(server.url))).toMatchObject({ response: null, failure: { kind } })
  })

  test('a closed port, an unknown name and a TLS port that speaks none are failures', async () => {
    await using server = await startServer((_, response) => response.end())
    const tls = server.url.replace('http:', 'https:')
    const powers = testPowers({
      targets: { shop: { urls: ['http://127.0.0.1:1/', 'http://nowhere.test/', tls] } },
      resolve: async () => {
        throw new Error('ENOTFOUND')
      },
    })

    expect((await probeOnce(powers, incidentOf('http://127.0.0.1:1/'))).failure?.kind).toBe('unreachable')
    expect((await probeOnce(powers, incidentOf('http://nowhere.test/'))).failure?.kind).toBe('unreachable')
    expect((await probeOnce(powers, incidentOf(`${tls}/`))).failure?.kind).toBe('tls')
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
