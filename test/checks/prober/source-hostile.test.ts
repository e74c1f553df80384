import type { RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'

const MIB = 1024 * 1024

async function open(listener: RequestListener, timeoutMs = 5000) {
  const server = await startServer(listener)
  const targets = { shop: { urls: ['http://shop.test'], sources: { s: { url: server.url } } } }
  const prober = createProber(testPowers({ targets, timeoutMs }))
  const session = prober.open(incidentOf('http://shop.test/orders'))
  const stop = async () => {
    await prober.close()
    await server[Symbol.asyncDispose]()
  }
  return { server, session, [Symbol.asyncDispose]: stop }
}

describe('a hostile service', () => {
  test('that answers without end is cut at a mebibyte', async () => {
    await using hostile = await open((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(MIB)));
      }
      response.on('drain', more)
      more()
    })

    const answer = await hostile.session.ask({ url: hostile.server.url })

    expect(answer).toMatchObject({ truncated: true })
    expect(answer.body).toHaveLength(MIB)
  })

  test('that sends a bomb is cut at a mebibyte', async () => {
    const bomb = gzipSync(gzipSync(Buffer.alloc(300 * MIB)))
    await using hostile = await open((_, response) => response.setHeader('content-encoding', 'gzip, gzip').end(bomb))

    const answer = await hostile.session.ask({ url: hostile.server.url })

    expect(answer.truncated).toBe(true)
    expect(answer.body.length).toBeLessThanOrEqual(MIB)
  })

  test('that drips is left after the time limit, with what came until then', async () => {
    await using hostile = await open((_, response) => {
      const drip = setInterval(() => response.write('x'), 10)
      response.on('close', () => clearInterval(drip))
    }, 60)

    expect(await hostile.session.ask({ url: hostile.server.url })).toMatchObject({ status: 200, truncated: true })
  })

  test('is asked at most a hundred times for one incident', async () => {
    await using hostile = await open((_, response) => response.end('{}'))

    const asked = await Promise.allSettled(Array.from({ length: 130 }, () => hostile.session.ask({ url: hostile.server.url })))

    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(100)
    expect(hostile.server.seen).toHaveLength(100)
  })

  test('is left at once when the session ends', async () => {
    await using hostile = await open(() => {}, 60_000)
    const asked = hostile.session.ask({ url: hostile.server.url })

    await hostile.session.close()

    await expect(asked).rejects.toMatchObject({ reason: 'timeout' })
  })

  test('gets no header that belongs to the connection, whoever asks for it', async () => {
    await using hostile = await open((_, response) => response.end('{}'))

    await hostile.session.ask({
      url: hostile.server.url,
      headers: { Host: 'inner.test', 'Transfer-Encoding': 'chunked', Upgrade: 'h2c', 'x-tenant': 'a' },
    })

    expect(hostile.server.seen[0]?.headers).toMatchObject({ host: new URL(hostile.server.url).host, 'x-tenant': 'a' })
    expect(Object.keys(hostile.server.seen[0]?.headers ?? {})).not.toEqual(expect.arrayContaining(['upgrade']))
  })

  test('gets no header with a line break', async () => {
    await using hostile = await open((_, response) => response.end('{}'))

    const asked = hostile.session.ask({ url: hostile.server.url, headers: { 'x-tenant': 'a\r\nx-admin: 1' } })

    await expect(asked).rejects.toMatchObject({ reason: 'invalid' })
    expect(hostile.server.seen).toHaveLength(0)
  })
})
