import { describe, expect, test } from 'vitest'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { startServer } from '../loopback-server.ts'
import { connectTo, incidentOf, testPowers } from './open-test-session.ts'
import { probeOnce } from './probe-once.ts'

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
