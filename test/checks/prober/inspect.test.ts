import { expect, test } from 'vitest'
import type { ConnectionRequest } from '../../../src/checks/connection.ts'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from './open-test-session.ts'
import { startTlsServer } from './tls-server.ts'

async function inspectOnce(url: string, request: ConnectionRequest = {}, more: object = {}) {
  const prober = createProber(testPowers({ targets: { shop: { urls: [url], ...more } } }))
  const session = prober.open(incidentOf(`${url}/`))
  try {
    return { connection: await session.inspect(request), probes: session.probes() }
  } finally {
    await prober.close()
  }
}

test('a TLS connection shows its chain and whether it is trusted, and costs a probe', async () => {
  await using server = await startTlsServer((_, response) => response.end())

  const { connection, probes } = await inspectOnce(server.url)

  expect(connection).toMatchObject({
    address: '127.0.0.1',
    localAddress: '127.0.0.1',
    port: server.port,
    tls: { protocol: 'TLSv1.3', alpn: 'h2', verified: false, clientCertificateRequested: false },
  })
  expect(connection.tls?.chain[0]).toMatchObject({ subject: 'CN=server', issuer: 'CN=why403 test authority' })
  expect(connection.tls?.chain[0]?.names).toContain('DNS:api.test')
  expect(probes).toBe(1)
})

test('a server that asks for a client certificate is told from one that does not', async () => {
  await using server = await startTlsServer((_, response) => response.end(), { requestCert: true })

  expect((await inspectOnce(server.url)).connection.tls?.clientCertificateRequested).toBe(true)
})

test('without TLS there is a connection and no TLS', async () => {
  await using server = await startServer((_, response) => response.end())

  const { connection } = await inspectOnce(server.url)

  expect(connection).toMatchObject({ port: server.port, address: '127.0.0.1' })
  expect(connection.tls).toBeUndefined()
  expect(server.seen).toHaveLength(0)
})

test('what may not be asked is not connected to either', async () => {
  await using server = await startServer((_, response) => response.end())

  expect((await inspectOnce(server.url, {}, { privateNetwork: false })).connection.failure?.kind).toBe('refused')
  expect((await inspectOnce(server.url, { url: 'http://127.0.0.1:1/' })).connection.failure?.kind).toBe('refused')
})
