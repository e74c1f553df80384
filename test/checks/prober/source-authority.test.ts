import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SourceRequest } from '../../../src/checks/check.ts'
import { connectPinned } from '../../../src/checks/prober/address/connect-pinned.ts'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { createSecretReader } from '../../../src/config/read-secret.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'
import { pemPath, startTlsServer } from './tls-server.ts'

const ca = { file: pemPath('authority') }
const readSecret = createSecretReader({ env: { CLIENT: 'client-secret' }, readFile: (path) => readFileSync(path, 'utf8') })

/** A service whose certificate is by an authority of its own; as a token endpoint it gives a token. */
let service: Awaited<ReturnType<typeof startTlsServer>>
beforeAll(async () => {
  service = await startTlsServer((_, response) => response.end('{"access_token":"t-1","token_type":"bearer"}'))
})
afterAll(() => service[Symbol.asyncDispose]())

type Setup = { target: object; request?: SourceRequest; powers?: object }

/** Asks in one session, one after the other; the last answer. */
async function askInTurn({ target, requests, powers = {} }: Omit<Setup, 'request'> & { requests: readonly SourceRequest[] }) {
  const targets = { shop: { urls: ['http://shop.test'], privateNetwork: false, ...target } }
  const prober = createProber({ ...testPowers({ targets }), readSecret, ...powers })
  const session = prober.open(incidentOf('http://shop.test/orders'))
  try {
    return await requests.reduce<Promise<unknown>>((before, request) => before.then(() => session.ask(request)), Promise.resolve())
  } finally {
    await prober.close()
  }
}

const askOnce = ({ request = { url: `${service.url}/x` }, ...setup }: Setup) => askInTurn({ ...setup, requests: [request] })

/** A target that lists the service at `url`, in each way that there is. */
const KINDS: Readonly<Record<string, (url: string) => object>> = {
  loki: (url) => ({ logs: [{ loki: { url, query: '{}' } }] }),
  'any log store': (url) => ({ logs: [{ http: { url: `${url}/{{ incident.path }}` } }] }),
  policy: (url) => ({ policy: [{ opa: { url, input: {} } }] }),
  flags: (url) => ({ flags: { ofrep: { url } } }),
  changes: (url) => ({ changes: [{ argocd: { url, application: 'orders' } }] }),
  issuer: (url) => ({ issuers: [{ issuer: url }] }),
  'keys of an issuer': (url) => ({ issuers: [{ issuer: 'https://login.test', jwks: url }] }),
  sources: (url) => ({ sources: { entitlements: { url } } }),
  egress: (url) => ({ egress: url }),
}

describe('a service whose certificate is by an authority of its own', () => {
  test.each(Object.entries(KINDS))('is trusted with the target’s `ca`, and not without: %s', async (_, list) => {
    const target = list(service.url)

    await expect(askOnce({ target: { ...target, ca } })).resolves.toMatchObject({ status: 200 })
    await expect(askOnce({ target })).rejects.toMatchObject({ reason: 'tls' })
  })

  test.each([
    ['with', { ca }, { bearer: 't-1' }],
    ['without', {}, undefined],
  ])('gives a token %s the target’s `ca` alone', async (_, more, token) => {
    const robot = { oauth2: { tokenUrl: `${service.url}/token`, clientId: 'robot', clientSecret: { env: 'CLIENT' } } }
    const targets = { shop: { urls: ['http://shop.test'], identities: { robot }, ...more } }
    const prober = createProber({ ...testPowers({ targets }), readSecret })
    const credential = prober.open(incidentOf('http://shop.test/orders')).credential('robot')

    if (token) await expect(credential).resolves.toMatchObject(token)
    else await expect(credential).rejects.toMatchObject({ code: 'secret.missing' })
    await prober.close()
  })
})

test('a host that only an answer names is not trusted with it, one that is listed is', async () => {
  const request = { url: `https://api.test:${service.port}/jwks`, discoveredFrom: 'http://issuer.test/.well-known/openid-configuration' }
  const powers = {
    resolve: async () => ['1.1.1.1'],
    connect: (_: unknown, tls: object) => connectPinned(['127.0.0.1'], tls),
  }
  const target = { ca, issuers: [{ issuer: 'http://issuer.test' }], sources: { safe: { url: service.url } } }
  const listed = { ...target, egress: 'https://api.test/' }
  const requests = [{ url: service.url }, request]

  await expect(askInTurn({ target, requests, powers })).rejects.toMatchObject({ reason: 'tls' })
  await expect(askInTurn({ target: listed, requests, powers })).resolves.toMatchObject({ status: 200 })
})

test('a `ca` that cannot be read is told by https services, and needless to others', async () => {
  await using plain = await startServer((_, response) => response.end('{}'))
  const none = { ca: { file: '/none/ca.pem' } }
  const sources = { safe: { url: service.url }, plain: { url: plain.url } }

  await expect(askOnce({ target: { ...none, sources } })).rejects.toMatchObject({ code: 'secret.missing' })
  await expect(askOnce({ target: { ...none, sources }, request: { url: plain.url } })).resolves.toMatchObject({ status: 200 })
})
