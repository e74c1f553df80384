import { describe, expect, test } from 'vitest'
import type { SourceRequest } from '../../../src/checks/check.ts'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'

type Setup = Parameters<typeof testPowers>[0]

async function askOnce(setup: Setup, request: SourceRequest) {
  const prober = createProber(testPowers(setup))
  const session = prober.open(incidentOf('http://shop.test/orders'))
  try {
    return { answer: await session.ask(request), known: session.known }
  } finally {
    await prober.close()
  }
}

const shop = (more: object) => ({ shop: { urls: ['http://shop.test'], privateNetwork: false, ...more } })

describe('a service beside the target', () => {
  test('is asked where the configuration lists it, with its own credentials, which are known from then on', async () => {
    await using loki = await startServer((request, response) => response.end(request.headers.authorization))
    const access = { bearer: { env: 'LOKI' }, headers: { 'x-scope-orgid': 'edge' } }
    const targets = shop({ logs: [{ loki: { url: loki.url, query: '{app="edge"}', ...access } }] })

    const { answer, known } = await askOnce(
      { targets, env: { LOKI: 'log-reader-token' } },
      { url: `${loki.url}/loki/api/v1/query_range`, access },
    )

    expect(answer).toMatchObject({ status: 200, body: 'Bearer log-reader-token' })
    expect(loki.seen[0]?.headers).toMatchObject({ 'x-scope-orgid': 'edge', 'user-agent': 'why403/1.2.3 (+INC-7)' })
    expect(known).toContain('log-reader-token')
  })

  test.each([
    ['that is listed nowhere', { url: 'http://127.0.0.1:9/' }],
    ['with a password in its URL', { url: 'http://a:b@opa.test/' }],
    ['over another scheme', { url: 'file:///etc/passwd' }],
  ])('is not asked %s', async (_, request) => {
    const targets = shop({ policy: [{ opa: { url: 'http://opa.test/', input: {} } }] })

    await expect(askOnce({ targets, resolve: async () => ['127.0.0.1'] }, request)).rejects.toMatchObject({ reason: 'refused' })
  })

  test('is never a metadata address, listed or not', async () => {
    const targets = shop({ policy: [{ opa: { url: 'http://opa.test/', input: {} } }] })

    await expect(askOnce({ targets, resolve: async () => ['169.254.169.254'] }, { url: 'http://opa.test/' })).rejects.toMatchObject({
      reason: 'refused',
    })
  })

  test('answers with its redirect, which is not followed', async () => {
    await using elsewhere = await startServer((_, response) => response.end())
    await using opa = await startServer((_, response) => response.writeHead(302, { location: elsewhere.url }).end())
    const targets = shop({ policy: [{ opa: { url: opa.url, input: {} } }] })

    expect((await askOnce({ targets }, { url: opa.url })).answer.status).toBe(302)
    expect(elsewhere.seen).toHaveLength(0)
  })

  test('that hangs is given up on', async () => {
    await using opa = await startServer(() => {})
    const targets = shop({ policy: [{ opa: { url: opa.url, input: {} } }] })

    await expect(askOnce({ targets, timeoutMs: 30 }, { url: opa.url })).rejects.toMatchObject({ reason: 'timeout' })
  })

  test('may name another one, which is only read, and only where it is public', async () => {
    const targets = shop({ issuers: [{ issuer: 'http://issuer.test' }] })
    const discoveredFrom = 'http://issuer.test/.well-known/openid-configuration'
    const ask = (address: string, more: Partial<SourceRequest> = {}) =>
      askOnce(
        { targets, resolve: async () => [address], timeoutMs: 50, connect: () => (_, callback) => callback(new Error('reached'), null) },
        {
          url: 'http://keys.test/jwks',
          discoveredFrom,
          ...more,
        },
      )

    await expect(ask('10.0.0.1')).rejects.toMatchObject({ reason: 'refused' })
    await expect(ask('192.0.2.1')).rejects.toMatchObject({ reason: 'refused' })
    await expect(ask('1.1.1.1', { method: 'POST' })).rejects.toMatchObject({ reason: 'refused' })
    await expect(ask('1.1.1.1')).rejects.toMatchObject({ reason: 'unreachable' })
  })
})
