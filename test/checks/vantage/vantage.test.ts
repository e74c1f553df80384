import { readFileSync } from 'node:fs'
import type { TLSSocket } from 'node:tls'
import { describe, expect, test } from 'vitest'
import { startServer } from '../loopback-server.ts'
import { startConnectProxy, startRefusingProxy } from '../prober/connect-proxy.ts'
import { pemPath, startTlsServer } from '../prober/tls-server.ts'
import { runLive } from '../run-live.ts'

const ca = { file: pemPath('authority') }
const resolve = async () => ['127.0.0.1']
const squid = 'HTTP/1.1 403 Forbidden\r\nServer: squid/6.6\r\nX-Squid-Error: ERR_ACCESS_DENIED 0\r\nContent-Length: 6\r\n\r\nDenied'

test('what the edge refuses passes straight at the origin', async () => {
  await using edge = await startServer((_, response) =>
    response.writeHead(403, { server: 'cloudflare', 'cf-ray': '8c1-FRA' }).end('error code: 1020'),
  )
  await using origin = await startServer((_, response) => response.end('in'))
  const target = { vantages: [{ name: 'origin', connect: `127.0.0.1:${origin.port}` }] }

  const { value } = await runLive({ check: 'vantage', url: `${edge.url}/orders`, target })

  expect(value).toMatchObject({ originPasses: true, elsewherePasses: false, differs: true, passing: ['origin'] })
})

test('the address decides where the same request passes through a proxy, https included', async () => {
  await using direct = await startTlsServer((request, response) => {
    const isHere = request.socket.remoteAddress === '127.0.0.1' && !proxied.has(request.socket.remotePort ?? 0)
    response.writeHead(isHere ? 403 : 200).end()
  })
  const proxied = new Set<number>()
  await using proxy = await startConnectProxy((port) => proxied.add(port))
  const url = `https://api.test:${direct.port}/`
  const target = { ca, vantages: [{ name: 'eu', proxy: proxy.url }] }

  expect((await runLive({ check: 'vantage', url, target, resolve })).value).toMatchObject({
    elsewherePasses: true,
    originPasses: false,
    passing: ['eu'],
  })
})

test('a proxy that refuses the tunnel is no refusal of the target', async () => {
  await using server = await startTlsServer((_, response) => response.writeHead(403).end())
  await using proxy = await startRefusingProxy(squid)
  const target = { ca, vantages: [{ name: 'office', proxy: proxy.url }] }

  const { value, result } = await runLive({ check: 'vantage', url: `https://api.test:${server.port}/`, target, resolve })

  expect(value).toMatchObject({ refusedByProxy: ['office'], refusing: [], everywhereRefused: false, sameRefusal: false, differs: false })
  expect(result.exchanges).toContainEqual(expect.objectContaining({ byProxy: true, vantage: 'office' }))
})

test('what passes from here and the company’s proxy refuses is laid on the proxy', async () => {
  await using server = await startTlsServer((_, response) => response.end())
  await using proxy = await startRefusingProxy(squid)
  const target = { ca, vantages: [{ name: 'office', proxy: proxy.url }] }

  const { value, line } = await runLive({ check: 'vantage', url: `https://api.test:${server.port}/`, target, resolve })

  expect(value).toMatchObject({ here: 'passed', refusedByProxy: ['office'], hereAlonePasses: false })
  expect(line).toContain('the proxy of office itself refuses, not the target')
})

test('a proxy that wants a login is told, with http as with https', async () => {
  await using server = await startServer((_, response) => response.writeHead(403).end())
  await using proxy = await startRefusingProxy(squid)

  const { value } = await runLive({ check: 'vantage', url: server.url, target: { vantages: [{ name: 'office', proxy: proxy.url }] } })

  expect(value).toMatchObject({ refusedByProxy: ['office'], places: [{ status: 407, byProxy: true }] })
})

describe('what answers in a proxy’s place proves nothing of the target', () => {
  const portal = '<!doctype html><title>Guest Wi-Fi</title><form><input name="code"><input class="x" type=\'password\'></form>'

  test.each([
    ['refused', 403],
    ['passed', 200],
  ])('a captive portal, while the request from here is %s', async (here, status) => {
    await using server = await startServer((_, response) => response.writeHead(status).end('the target'))
    await using proxy = await startServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(portal))

    const { value, line } = await runLive({ check: 'vantage', url: server.url, target: { vantages: [{ name: 'cafe', proxy: proxy.url }] } })

    expect(value).toMatchObject({ here, places: [{ name: 'cafe', answer: 'none' }], passing: [], refusing: [] })
    expect(value).toMatchObject({ elsewherePasses: false, differs: false, hereAlonePasses: false, everywhereRefused: false })
    expect(value.unseen).toEqual([{ source: 'cafe', why: expect.stringContaining('asks for a password') }])
    expect(line).toContain('Could not be seen: cafe')
  })

  test('a captive portal, where nothing answers here', async () => {
    await using proxy = await startServer((_, response) => response.end(portal))
    const target = { vantages: [{ name: 'cafe', proxy: proxy.url }] }

    const { value } = await runLive({ check: 'vantage', url: 'http://shop.test:1/', target, resolve })

    expect(value).toMatchObject({ here: 'none', elsewhereAnswers: false, passing: [] })
  })

  test('a page with a login that is the target’s own from here as well is its answer', async () => {
    await using server = await startServer((_, response) => response.end(portal))

    const target = { vantages: [{ name: 'eu', proxy: server.url }] }
    const { value } = await runLive({ check: 'vantage', url: server.url, target })

    expect(value).toMatchObject({ places: [{ answer: value.here }], unseen: [] })
  })

  test('a server that is no proxy and knows no such path', async () => {
    await using server = await startServer((_, response) => response.writeHead(403).end('{"error":"forbidden"}'))
    await using other = await startServer((_, response) => response.writeHead(404, { server: 'nginx' }).end('404 page not found'))

    const { value } = await runLive({ check: 'vantage', url: server.url, target: { vantages: [{ name: 'eu', proxy: other.url }] } })

    expect(value).toMatchObject({ here: 'refused', everywhereRefused: false, refusing: [], places: [{ answer: 'none' }] })
    expect(value.unseen).toEqual([{ source: 'eu', why: expect.stringContaining('is it a proxy at all?') }])
  })

  test('a 404 that a tunnel brings is the target’s own, and so is one that is the answer here too', async () => {
    const ports = new Set<number>()
    await using secure = await startTlsServer((request, response) =>
      response.writeHead(ports.has(request.socket.remotePort ?? 0) ? 404 : 403).end(),
    )
    await using tunnel = await startConnectProxy((port) => ports.add(port))
    await using plain = await startServer((_, response) => response.writeHead(404).end('none here'))
    const run = (url: string, proxy: string) =>
      runLive({ check: 'vantage', url, target: { ca, vantages: [{ name: 'eu', proxy }] }, resolve })

    const tunnelled = await run(`https://api.test:${secure.port}/`, tunnel.url)
    expect(tunnelled.value).toMatchObject({ here: 'refused', refusing: ['eu'], unseen: [] })
    expect((await run(plain.url, plain.url)).value).toMatchObject({ here: 'hidden', refusing: ['eu'], unseen: [] })
  })
})

test('no answer from here and one from elsewhere is seen', async () => {
  await using origin = await startServer((_, response) => response.end('in'))
  const target = { vantages: [{ name: 'origin', connect: `127.0.0.1:${origin.port}` }] }

  const { value } = await runLive({ check: 'vantage', url: 'http://shop.test:1/', target, resolve })

  expect(value).toMatchObject({ here: 'none', elsewhereAnswers: true, elsewherePasses: false, differs: false })
})

test('places that differ by luck alone prove nothing', async () => {
  let calls = 0
  await using server = await startServer((_, response) => response.writeHead(calls++ % 2 === 0 ? 403 : 200).end())
  const target = { vantages: [{ name: 'origin', connect: `127.0.0.1:${server.port}` }] }

  const { value } = await runLive({ check: 'vantage', url: server.url, target })

  expect(value).toMatchObject({ unstable: true, differs: false, originPasses: false, elsewherePasses: false })
})

test('places that are down, hang, or lack their secret are told, and hold nobody up', async () => {
  await using here = await startServer((_, response) => response.writeHead(403).end())
  await using hangs = await startServer(() => {})
  const vantages = [
    { name: 'down', proxy: 'http://127.0.0.1:1' },
    { name: 'hangs', proxy: hangs.url },
    { name: 'locked', proxy: hangs.url, basic: { username: 'a', password: { env: 'NONE' } } },
    { name: 'same', connect: `127.0.0.1:${here.port}` },
  ]

  const { value } = await runLive({ check: 'vantage', url: here.url, target: { vantages }, timeoutMs: 200 })

  expect(value).toMatchObject({ everywhereRefused: true, sameRefusal: true, originRefuses: true, refusing: ['same'] })
  expect((value.unseen as { source: string }[]).map(({ source }) => source)).toEqual(['down', 'hangs', 'locked'])
})

test('a vantage that the target has not is a mistake of the runbook', async () => {
  await using here = await startServer((_, response) => response.writeHead(403).end())
  const target = { vantages: [{ name: 'eu', proxy: 'http://127.0.0.1:1' }] }

  const { result } = await runLive({ check: 'vantage', url: here.url, target, params: { vantages: ['us'] } })

  expect(result.finding).toMatchObject({ kind: 'failed', failed: 'invalid' })
})

test('an unsafe request is asked in its safe form, and an identity’s certificate is presented at the vantage', async () => {
  const seen: string[] = []
  await using origin = await startTlsServer(
    (request, response) => {
      seen.push(`${request.method} ${(request.socket as TLSSocket).getPeerCertificate()?.subject?.CN ?? 'nobody'}`)
      response.end()
    },
    { requestCert: true },
  )
  const identities = { device: { clientCertificate: { certificate: { env: 'CERTIFICATE' }, key: { env: 'KEY' } } } }
  const env = { CERTIFICATE: readFileSync(pemPath('client'), 'utf8'), KEY: readFileSync(pemPath('client-key'), 'utf8') }
  const target = { ca, identities, vantages: [{ name: 'origin', connect: `127.0.0.1:${origin.port}` }] }
  const url = `https://api.test:${origin.port}/`
  const input = { subject: 'device', request: { method: 'POST', url, headers: {}, body: 'x' } }

  const { value, result } = await runLive({ check: 'vantage', url, target, env, input, resolve })

  expect(value).toMatchObject({ here: 'passed', passing: ['origin'] })
  expect(seen).toEqual(['GET client', 'GET client'])
  for (const line of env.KEY.split('\n').filter((text) => text.length > 8)) expect(JSON.stringify(result)).not.toContain(line)
})

test('the credentials of a proxy are nowhere in what is shown, though it echoes them', async () => {
  await using server = await startServer((_, response) => response.writeHead(403).end())
  const password = 'canary-proxy-9d2e'
  const pair = Buffer.from(`why403:${password}`).toString('base64')
  await using proxy = await startServer((request, response) =>
    response.writeHead(403, { 'x-echo': request.headers['proxy-authorization'] ?? '' }).end(`who is ${pair} ${password}`),
  )
  const echo = `HTTP/1.1 403 Forbidden\r\nX-Echo: ${pair}\r\nContent-Length: ${pair.length + 4}\r\n\r\nwho ${pair}`
  await using tunnel = await startRefusingProxy(echo)
  const basic = { username: 'why403', password: { env: 'PROXY' } }
  const run = (url: string, from: string) =>
    runLive({ check: 'vantage', url, target: { vantages: [{ name: 'eu', proxy: from, basic }] }, env: { PROXY: password }, resolve })

  const shown = JSON.stringify([(await run(server.url, proxy.url)).result, (await run('https://api.test:1/', tunnel.url)).result])

  expect(proxy.seen[0]?.headers['proxy-authorization']).toBe(`Basic ${pair}`)
  expect(shown).not.toContain(password)
  expect(shown).not.toContain(pair)
})
