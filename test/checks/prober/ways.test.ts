import { readFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { createSecretReader } from '../../../src/config/read-secret.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'
import { probeOnce } from './probe-once.ts'
import { pemPath, startTlsServer } from './tls-server.ts'

const readSecret = createSecretReader({ env: {}, readFile: (path) => readFileSync(path, 'utf8') })

describe('a vantage that leads straight to an address', () => {
  test('is asked with the Host of the URL, though the name resolves elsewhere', async () => {
    await using origin = await startServer((request, response) => response.end(request.headers.host))
    const powers = testPowers({
      targets: {
        shop: { urls: ['http://shop.test'], vantages: [{ name: 'origin', connect: `127.0.0.1:${origin.port}` }], privateNetwork: false },
      },
      resolve: async () => ['192.0.2.1'],
    })

    const exchange = await probeOnce(powers, incidentOf('http://shop.test/orders'), { vantage: 'origin' })

    expect(exchange).toMatchObject({ vantage: 'origin', address: '127.0.0.1', response: { status: 200, body: 'shop.test' } })
  })

  test('verifies the certificate for the name of the URL', async () => {
    await using origin = await startTlsServer((_, response) => response.end('origin'))
    const target = { urls: ['https://api.test'], ca: { file: pemPath('authority') } }
    const at = (connect: string, url: string) =>
      probeOnce(
        { ...testPowers({ targets: { shop: { ...target, urls: [url], vantages: [{ name: 'origin', connect }] } } }), readSecret },
        incidentOf(`${url}/`),
        { vantage: 'origin' },
      )

    expect(await at(`127.0.0.1:${origin.port}`, 'https://api.test')).toMatchObject({ response: { body: 'origin' } })
    expect(await at(`127.0.0.1:${origin.port}`, 'https://other.test')).toMatchObject({ failure: { kind: 'tls' } })
  })

  test('is never a metadata address, and never for another host', async () => {
    await using elsewhere = await startServer((_, response) => response.end())
    const vantages = [
      { name: 'metadata', connect: '169.254.169.254:80' },
      { name: 'origin', connect: `127.0.0.1:${elsewhere.port}` },
    ]
    const powers = testPowers({ targets: { shop: { urls: ['http://shop.test', 'http://other.test'], vantages } } })

    const metadata = await probeOnce(powers, incidentOf('http://shop.test/'), { vantage: 'metadata' })
    const other = await probeOnce(powers, incidentOf('http://shop.test/'), { vantage: 'origin', url: 'http://other.test/' })

    expect(metadata).toMatchObject({ response: null, failure: { kind: 'refused' } })
    expect(other).toMatchObject({ response: null, failure: { kind: 'refused' } })
    expect(elsewhere.seen).toHaveLength(0)
  })

  test('may be an IPv6 address', async () => {
    await using origin = await startTlsServer((request, response) => response.end(request.headers.host), { host: '::1' })
    const vantages = [{ name: 'origin', connect: `[::1]:${origin.port}` }]
    const target = { urls: ['https://api.test'], ca: { file: pemPath('authority') }, vantages, privateNetwork: false }
    const powers = { ...testPowers({ targets: { shop: target }, resolve: async () => ['192.0.2.1'] }), readSecret }

    const exchange = await probeOnce(powers, incidentOf('https://api.test/'), { vantage: 'origin' })

    expect(exchange).toMatchObject({ address: '::1', response: { body: 'api.test' } })
  })

  test('follows a redirect on its own origin, and none to another scheme or host', async () => {
    const places = ['/there', 'https://shop.test/secure', 'http://other.test/']
    await using origin = await startServer((request, response) => {
      const location = places[Number(request.url?.slice(1))]
      response.writeHead(location ? 302 : 200, location ? { location } : {}).end('there')
    })
    const vantages = [{ name: 'origin', connect: `127.0.0.1:${origin.port}` }]
    const powers = testPowers({
      targets: { shop: { urls: ['http://shop.test', 'https://shop.test', 'http://other.test'], vantages } },
      resolve: async () => ['192.0.2.1'],
    })
    const ask = (path: string) => probeOnce(powers, incidentOf(`http://shop.test${path}`), { vantage: 'origin' })

    expect(await ask('/0')).toMatchObject({ response: { status: 200, body: 'there' } })
    expect(await ask('/1')).toMatchObject({ response: { status: 302 }, hops: [{ refused: expect.stringContaining('alone') }] })
    expect(await ask('/2')).toMatchObject({ response: { status: 302 }, hops: [{ refused: expect.stringContaining('alone') }] })
  })

  test('that the target has not is told with those that it has', async () => {
    const powers = testPowers({ targets: { shop: { urls: ['http://shop.test'], vantages: [{ name: 'eu', connect: '127.0.0.1:9' }] } } })

    await expect(probeOnce(powers, incidentOf('http://shop.test/'), { vantage: 'us' })).rejects.toMatchObject({ reason: 'invalid' })
  })
})

describe('a vantage behind a proxy', () => {
  test('is asked for the absolute URL, with the credentials of the proxy', async () => {
    await using proxy = await startServer((request, response) => response.end(request.url))
    const vantages = [{ name: 'eu', proxy: proxy.url, basic: { username: 'why403', password: { env: 'PROXY' } } }]
    const powers = testPowers({
      targets: { shop: { urls: ['http://shop.test'], vantages } },
      env: { PROXY: 'pass' },
      resolve: async () => [],
    })

    const exchange = await probeOnce(powers, incidentOf('http://shop.test/orders?a=1'), { vantage: 'eu' })

    expect(exchange).toMatchObject({ vantage: 'eu', response: { body: 'http://shop.test/orders?a=1' } })
    expect(proxy.seen[0]?.headers).toMatchObject({
      host: 'shop.test',
      'proxy-authorization': `Basic ${Buffer.from('why403:pass').toString('base64')}`,
    })
  })

  test('is not asked for what must never be asked', async () => {
    await using proxy = await startServer((_, response) => response.end())
    const vantages = [{ name: 'eu', proxy: proxy.url }]
    const resolve = async (host: string) => (host === 'shop.test' ? ['169.254.169.254'] : ['192.0.2.1'])
    const powers = testPowers({ targets: { shop: { urls: ['http://shop.test', 'http://169.254.169.254'], vantages } }, resolve })

    const named = await probeOnce(powers, incidentOf('http://shop.test/'), { vantage: 'eu' })
    const literal = await probeOnce(powers, incidentOf('http://169.254.169.254/'), { vantage: 'eu' })

    expect([named.failure?.kind, literal.failure?.kind]).toEqual(['refused', 'refused'])
    expect(proxy.seen).toHaveLength(0)
  })
})

test('a connection that never comes about ends in time', async () => {
  const powers = testPowers({ targets: { shop: { urls: ['http://127.0.0.1:9'] } }, connect: () => () => {}, timeoutMs: 30 })

  expect(await probeOnce(powers, incidentOf('http://127.0.0.1:9/'))).toMatchObject({ failure: { kind: 'timeout' } })
})

describe('one address of several', () => {
  test('is asked alone, and has to be the host’s own', async () => {
    await using server = await startServer((_, response) => response.end())
    const url = `http://node.test:${server.port}/`
    const powers = testPowers({ targets: { shop: { urls: [url] } }, resolve: async () => ['127.0.0.2', '127.0.0.1'] })

    const own = await probeOnce(powers, incidentOf(url), { address: '127.0.0.1' })
    const other = await probeOnce(powers, incidentOf(url), { address: '127.0.0.3' })

    expect(own).toMatchObject({ address: '127.0.0.1', response: { status: 200 } })
    expect(other).toMatchObject({ response: null, failure: { kind: 'refused' } })
  })
})

describe('TLS', () => {
  const says = (request: IncomingMessage) =>
    `${request.httpVersion} ${(request.socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? 'nobody'}`
  const identities = { device: { clientCertificate: { certificate: { file: pemPath('client') }, key: { file: pemPath('client-key') } } } }

  test('who has none never rides on the connection of who has one', async () => {
    await using server = await startTlsServer((request, response) => response.end(says(request)), { requestCert: true })
    const target = { urls: [server.url], identities, ca: { file: pemPath('authority') } }
    const prober = createProber({ ...testPowers({ targets: { shop: target } }), readSecret })
    const session = prober.open(incidentOf(`${server.url}/`))
    const ask = (as: string) => session.probe({ as, fresh: true }, { urgent: true }).exchange

    const answers: (string | undefined)[] = []
    for (const as of ['device', 'anonymous', 'device', 'request']) answers.push((await ask(as)).response?.body)
    const together = await Promise.all(['anonymous', 'device', 'anonymous'].map(ask))
    await prober.close()

    expect(answers).toEqual(['1.1 client', '1.1 nobody', '1.1 client', '1.1 nobody'])
    expect(together.map(({ response }) => response?.body)).toEqual(['1.1 nobody', '1.1 client', '1.1 nobody'])
  })

  test.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'a handshake that fails for want of a client certificate is told in words (%s)',
    async (maxVersion) => {
      const setup = { requestCert: true, rejectUnauthorized: true, maxVersion }
      await using server = await startTlsServer((_, response) => response.end(), setup)

      const exchange = await ask({ ca: { file: pemPath('authority') } }, server.url, { as: 'anonymous' })

      expect(exchange).toMatchObject({ response: null, failure: { kind: 'tls', message: expect.stringContaining('client certificate') } })
    },
  )

  test('a handshake that fails without a word of certificates blames none', async () => {
    await using server = await startTlsServer((_, response) => response.end(), { maxVersion: 'TLSv1.2', ciphers: 'PSK' })

    const exchange = await ask({ ca: { file: pemPath('authority') } }, server.url, { as: 'anonymous' })

    expect(exchange.failure).toMatchObject({ kind: 'tls', message: expect.not.stringContaining('client certificate') })
  })

  test.each([
    ['no PEM text', 'canary-key', readFileSync(pemPath('client'), 'utf8')],
    ['the key of another certificate', readFileSync(pemPath('server-key'), 'utf8'), readFileSync(pemPath('client'), 'utf8')],
  ])('a key that is %s is told, and not shown', async (_, key, certificate) => {
    await using server = await startTlsServer((_, response) => response.end())
    const broken = { device: { clientCertificate: { certificate: { env: 'CERTIFICATE' }, key: { env: 'KEY' } } } }
    const powers = testPowers({
      targets: { shop: { urls: [server.url], identities: broken } },
      env: { CERTIFICATE: certificate, KEY: key },
    })

    const exchange = await probeOnce(powers, incidentOf(server.url), { as: 'device' })

    expect(exchange.failure).toMatchObject({ kind: 'tls', message: expect.stringContaining('client certificate') })
    for (const line of key.split('\n').filter((text) => text.length > 8)) expect(JSON.stringify(exchange)).not.toContain(line)
  })

  async function ask(target: object, url: string, request: object) {
    const powers = { ...testPowers({ targets: { shop: { urls: [url], identities, ...target } } }), readSecret }
    return probeOnce(powers, incidentOf(url), request)
  }

  test('an identity’s client certificate is presented, and nobody else’s', async () => {
    await using server = await startTlsServer((request, response) => response.end(says(request)), { requestCert: true })
    const target = { ca: { file: pemPath('authority') } }

    expect(await ask(target, server.url, { as: 'device' })).toMatchObject({ response: { body: '1.1 client' } })
    expect(await ask(target, server.url, { as: 'anonymous' })).toMatchObject({ response: { body: '1.1 nobody' } })
  })

  test('an authority that is not listed is not trusted', async () => {
    await using server = await startTlsServer((_, response) => response.end())

    expect(await ask({}, server.url, { as: 'anonymous' })).toMatchObject({ response: null, failure: { kind: 'tls' } })
  })

  test('HTTP/2 is spoken only where a probe offers it', async () => {
    await using server = await startTlsServer((request, response) => response.end(request.httpVersion))
    const target = { ca: { file: pemPath('authority') } }

    expect(await ask(target, server.url, { http2: true })).toMatchObject({ response: { body: '2.0' } })
    expect(await ask(target, server.url, {})).toMatchObject({ response: { body: '1.1' } })
  })
})
