import { readFileSync } from 'node:fs'
import type { TLSSocket } from 'node:tls'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createSecretReader } from '../../../src/config/read-secret.ts'
import { identify } from '../../../src/denial/identify.ts'
import { startRawServer } from '../loopback-server.ts'
import { startConnectProxy, startRefusingProxy } from './connect-proxy.ts'
import { incidentOf, testPowers } from './open-test-session.ts'
import { probeOnce } from './probe-once.ts'
import { pemPath, startTlsServer } from './tls-server.ts'

const readSecret = createSecretReader({ env: { PROXY: 'canary-proxy-pass' }, readFile: (path) => readFileSync(path, 'utf8') })
const basic = { username: 'why403', password: { env: 'PROXY' } }
const ca = { file: pemPath('authority') }
const identities = { device: { clientCertificate: { certificate: { file: pemPath('client') }, key: { file: pemPath('client-key') } } } }

type Through = { proxy: string; url: string; as?: string; more?: object; targets?: object; timeoutMs?: number }

async function through({ proxy, url, as = 'anonymous', more = {}, targets = {}, timeoutMs = 5000 }: Through) {
  const shop = { urls: [new URL(url).origin], vantages: [{ name: 'eu', proxy, basic }], identities, ...more }
  const powers = testPowers({ targets: { shop, ...targets }, resolve: async () => ['127.0.0.1'], timeoutMs })
  return probeOnce({ ...powers, readSecret }, incidentOf(url), { vantage: 'eu', as })
}

const page = '<html><body>ERR_ACCESS_DENIED: Access control configuration prevents your request from being allowed.</body></html>'
const squid = (headers: string, body: string | Buffer) =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 403 Forbidden\r\nServer: squid/6.6\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\n${headers}\r\n\r\n`),
    Buffer.from(body),
  ])

describe('https through a proxy', () => {
  test('goes by CONNECT and is encrypted end to end, and the proxy’s credentials stay with the proxy', async () => {
    await using target = await startTlsServer((request, response) => response.end(JSON.stringify(request.headers)), { requestCert: true })
    await using proxy = await startConnectProxy()

    const exchange = await through({ proxy: proxy.url, url: `https://api.test:${target.port}/orders`, more: { ca } })

    expect(exchange).toMatchObject({ vantage: 'eu', response: { status: 200 } })
    expect(JSON.parse(exchange.response?.body ?? '')).toMatchObject({ host: `api.test:${target.port}` })
    expect(exchange.response?.body).not.toContain('proxy-auth')
    const authorization = `Basic ${Buffer.from('why403:canary-proxy-pass').toString('base64')}`
    expect(proxy.tunnels).toEqual([{ to: `api.test:${target.port}`, authorization }])
    expect(proxy.seen).toHaveLength(0)
  })

  test('verifies the target’s certificate, whoever stands between', async () => {
    await using target = await startTlsServer((_, response) => response.end())
    await using proxy = await startConnectProxy()

    expect(await through({ proxy: proxy.url, url: `https://other.test:${target.port}/`, more: { ca } })).toMatchObject({
      response: null,
      failure: { kind: 'tls', message: 'the server’s certificate is for another name' },
    })
  })

  test('presents an identity’s certificate to the target’s own origin, and to no other that a redirect leads to', async () => {
    const says = (socket: unknown) => (socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? 'nobody'
    await using other = await startTlsServer((request, response) => response.end(says(request.socket)), { requestCert: true })
    await using target = await startTlsServer(
      (request, response) => {
        const location = `https://api.test:${other.port}/`
        response.writeHead(request.url === '/move' ? 302 : 200, request.url === '/move' ? { location } : {}).end(says(request.socket))
      },
      { requestCert: true },
    )
    await using proxy = await startConnectProxy()
    const url = `https://api.test:${target.port}`
    const setup = { proxy: proxy.url, as: 'device', more: { ca }, targets: { other: { urls: [`https://api.test:${other.port}`] } } }

    expect(await through({ ...setup, url: `${url}/` })).toMatchObject({ response: { body: 'client' } })
    // The other target has no `ca`, so its certificate is not trusted, and nothing was presented to it.
    expect(await through({ ...setup, url: `${url}/move` })).toMatchObject({ failure: { kind: 'tls' }, hops: [{ status: 302 }] })
  })
})

describe('a tunnel that the proxy refuses', () => {
  test.each([
    ['of known length', squid(`Content-Length: ${page.length}`, page)],
    [
      'in chunks',
      squid(
        'Transfer-Encoding: chunked',
        `10\r\n${page.slice(0, 16)}\r\n${(page.length - 16).toString(16)}\r\n${page.slice(16)}\r\n0\r\n\r\n`,
      ),
    ],
    ['compressed', squid(`Content-Encoding: gzip\r\nContent-Length: ${gzipSync(page).length}`, gzipSync(page))],
  ])('is answered with the proxy’s own page %s', async (_, answer) => {
    await using proxy = await startRefusingProxy(answer)

    const exchange = await through({ proxy: proxy.url, url: 'https://shop.test/' })

    expect(exchange).toMatchObject({ byProxy: true, response: { status: 403, body: page, headers: { server: ['squid/6.6'] } } })
    expect(identify([exchange])).toMatchObject({ layer: 'corporate-proxy' })
  })

  test('keeps what came of a page that never ends, within bounds', async () => {
    await using proxy = await startRefusingProxy(squid('X: y', 'x'.repeat(1024 * 1024)))

    const exchange = await through({ proxy: proxy.url, url: 'https://shop.test/' })

    expect(exchange).toMatchObject({ byProxy: true, response: { status: 403, truncated: true } })
    expect(exchange.response?.body).toHaveLength(256 * 1024)
  })

  test.each(['https://shop.test/', 'http://shop.test/'])('asks for a login: 407 is an answer (%s)', async (url) => {
    await using proxy = await startRefusingProxy(
      'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="staff"\r\nContent-Length: 6\r\n\r\nlog in',
    )

    expect(await through({ proxy: proxy.url, url })).toMatchObject({ response: { status: 407, body: 'log in' } })
  })
})

describe('a proxy that does not answer', () => {
  test('by hanging, ends in time', async () => {
    await using proxy = await startRefusingProxy('')

    expect(await through({ proxy: proxy.url, url: 'https://shop.test/', timeoutMs: 50 })).toMatchObject({ failure: { kind: 'timeout' } })
  })

  test('by closing the connection, is asked no second time', async () => {
    let connections = 0
    await using proxy = await startRawServer((socket) => {
      connections += 1
      socket.destroy()
    })

    const { failure } = await through({ proxy: proxy.url, url: 'https://shop.test/' })

    expect(failure).toMatchObject({ kind: 'unreachable', message: expect.stringContaining('the proxy gave no tunnel') })
    expect(connections).toBe(1)
  })

  test('because nobody listens, is told from a target that is down', async () => {
    const { failure } = await through({ proxy: 'http://127.0.0.1:1', url: 'https://shop.test/' })

    expect(failure).toMatchObject({ kind: 'unreachable', message: 'the proxy gave no tunnel: the connection was refused' })
  })
})
