import { readFileSync } from 'node:fs'
import { createSecureContext, type TLSSocket } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { createProber } from '../../../src/checks/prober/prober.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'
import { pemPath, startTlsServer } from '../prober/tls-server.ts'
import { runLive } from '../run-live.ts'

/** Certificates for the key of the prober's fixtures: by a second authority, expired 2026-02-01, for another name, by an intermediate, self-signed. */
type Name = 'authority' | 'server' | 'expired' | 'elsewhere' | 'intermediate' | 'by-intermediate' | 'self-signed'
const path = (name: Name) => fileURLToPath(new URL(`./fixtures/${name}.pem`, import.meta.url))
const pem = (name: Name) => readFileSync(path(name), 'utf8')

const ca = { file: path('authority') }
const clientCa = { file: pemPath('authority') }
const identities = { device: { clientCertificate: { certificate: { file: pemPath('client') }, key: { file: pemPath('client-key') } } } }
const resolve = async () => ['127.0.0.1']

type Setup = Parameters<typeof startTlsServer>[1]
const look = async (setup: Setup, target: object = { ca }, host = 'api.test') => {
  await using server = await startTlsServer((_, response) => response.end(), setup)
  return await runLive({ check: 'network', url: `https://${host}:${server.port}/`, target, resolve })
}

test.each([
  ['expired', { cert: pem('expired') }, 'it has expired'],
  ['for another name', { cert: pem('elsewhere') }, 'it is for another name'],
  ['self-signed', { cert: pem('self-signed') }, 'it is self-signed'],
  [
    'without its intermediate',
    { cert: pem('by-intermediate') },
    'an intermediate certificate is missing, or its authority is not known here',
  ],
  ['with its intermediate', { cert: pem('by-intermediate') + pem('intermediate') }, ''],
  ['by the listed authority', { cert: pem('server') }, ''],
])('a certificate %s is told as such', async (_, setup, certificateProblem) => {
  const { value } = await look(setup)

  expect(value).toMatchObject({ tls: true, tlsProtocol: 'TLSv1.3', certificateProblem, clientCertificateRequested: false })
})

test('names, issuer and the days that are left are read from the certificate', async () => {
  const { value } = await look({ cert: pem('expired') })

  expect(value).toMatchObject({ certificateIssuer: 'CN=why403 second authority', certificateExpiresInDays: -29 })
  expect(value.certificateNames).toContain('DNS:node.test')
})

test('without the listed authority the certificate is not trusted, and nothing is sent over it', async () => {
  const { value, result } = await look({ cert: pem('server') }, {})

  expect(value).toMatchObject({ certificateProblem: expect.stringContaining('missing'), http2: true, http2Flips: false })
  expect(result.exchanges).toEqual([])
})

/** Shows the listed authority's certificate to whoever names a server, and remembers the names. */
function knowsNames() {
  const names: string[] = []
  const SNICallback: NonNullable<NonNullable<Setup>['SNICallback']> = (name, callback) => {
    names.push(name)
    callback(null, createSecureContext({ key: readFileSync(pemPath('server-key')), cert: pem('server') }))
  }
  return { names, SNICallback }
}

test('a server that shows another certificate to who names none is seen through, and the name is really left out', async () => {
  const { names, SNICallback } = knowsNames()
  await using server = await startTlsServer((_, response) => response.end(), { cert: pem('elsewhere'), SNICallback })

  const { value } = await runLive({ check: 'network', url: `https://api.test:${server.port}/`, target: { ca }, resolve })

  expect(value).toMatchObject({ otherNameWithoutSni: true, certificateProblem: '', needsServerName: false })
  expect(new Set(names)).toEqual(new Set(['api.test']))
})

test('a vantage is looked at without a name as well', async () => {
  const { names, SNICallback } = knowsNames()
  await using server = await startTlsServer((_, response) => response.end(), { cert: pem('elsewhere'), SNICallback })
  const vantages = [{ name: 'origin', connect: `127.0.0.1:${server.port}` }]
  const prober = createProber(testPowers({ targets: { shop: { urls: ['https://api.test'], vantages } }, resolve }))

  const connection = await prober.open(incidentOf('https://api.test/')).inspect({ vantage: 'origin', serverName: null })
  await prober.close()

  expect(connection.tls?.chain[0]).toMatchObject({ subject: 'CN=elsewhere' })
  expect(names).toEqual([])
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'a server that demands a client certificate is seen to ask for one, in %s',
  async (maxVersion) => {
    const setup = { requestCert: true, rejectUnauthorized: true, maxVersion }

    const { value } = await look(setup, { ca: clientCa, identities })

    expect(value).toMatchObject({ clientCertificateRequested: true, clientCertificatePasses: 'device' })
  },
)

test('a handshake that fails for other reasons is not laid on a client certificate', async () => {
  const { value } = await look({ maxVersion: 'TLSv1.2', ciphers: 'PSK' }, { ca: clientCa, identities })

  expect(value).toMatchObject({ connects: false, clientCertificateRequested: false, clientCertificatePasses: '' })
  expect(value.noConnection).toContain('handshake')
})

/** As nginx with `ssl_verify_client on`: the handshake completes, and the request is answered 400. */
const likeNginx: Parameters<typeof startTlsServer>[0] = (request, response) => {
  const isKnown = (request.socket as TLSSocket).getPeerCertificate()?.subject !== undefined
  const page = '<html><head><title>400 No required SSL certificate was sent</title></head><body>nginx</body></html>'
  response.writeHead(isKnown ? 200 : 400, { server: 'nginx' }).end(isKnown ? 'in' : page)
}

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'where who has no certificate is answered 400, who has one passes, in %s',
  async (maxVersion) => {
    await using server = await startTlsServer(likeNginx, { requestCert: true, maxVersion })
    const run = (subject: string) =>
      runLive({ check: 'network', url: server.url, target: { ca: clientCa, identities }, input: { subject } })

    expect((await run('anonymous')).value).toMatchObject({ clientCertificateRequested: true, clientCertificatePasses: 'device' })
    expect((await run('device')).value).toMatchObject({ clientCertificateRequested: true, clientCertificatePasses: '' })
  },
)

test('a certificate that is asked for and not needed makes nobody pass', async () => {
  expect((await look({ requestCert: true }, { ca: clientCa, identities })).value).toMatchObject({
    clientCertificateRequested: true,
    clientCertificatePasses: '',
  })
})

test('a server that answers HTTP/2 otherwise than HTTP/1.1 is seen, over the listed authority', async () => {
  await using server = await startTlsServer((request, response) => response.writeHead(request.httpVersion === '2.0' ? 200 : 403).end())

  const { value, probes } = await runLive({ check: 'network', url: server.url, target: { ca: clientCa } })

  expect(value).toMatchObject({ http2: true, http2Flips: true, http2Status: 200 })
  expect(probes).toBeLessThanOrEqual(15)
})

test('answers that take turns are no matter of HTTP/2', async () => {
  let calls = 0
  await using server = await startTlsServer((_, response) => response.writeHead(calls++ % 2 === 0 ? 200 : 403).end())

  const { value } = await runLive({ check: 'network', url: server.url, target: { ca: clientCa } })

  expect(value).toMatchObject({ http2: true, http2Flips: false })
})

test('no key, certificate or passphrase is found in what is shown or logged', async () => {
  const logged: object[] = []
  const log = { debug() {}, info() {}, warn: (facts: object) => logged.push(facts), error: (facts: object) => logged.push(facts) }
  await using server = await startTlsServer(likeNginx, { requestCert: true })
  const key = readFileSync(pemPath('client-key'), 'utf8')
  const broken = { clientCertificate: { certificate: { file: pemPath('client') }, key: { env: 'CUT' }, passphrase: { env: 'PASS' } } }
  const env = { CUT: key.slice(0, -60), PASS: 'canary-passphrase' }

  for (const subject of ['device', 'broken']) {
    const target = { ca: clientCa, identities: { ...identities, broken } }
    const { result } = await runLive({ check: 'network', url: server.url, target, input: { subject }, env, log })
    const shown = JSON.stringify([result, logged])
    for (const line of [...key.split('\n').filter((text) => text.length > 8), 'canary-passphrase']) expect(shown).not.toContain(line)
  }
})
