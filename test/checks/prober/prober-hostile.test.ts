import type { Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { startRawServer, startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'
import { probeOnce } from './probe-once.ts'

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
