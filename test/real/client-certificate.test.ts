import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startApache } from './apache-server.ts'
import { type Certificates, makeCertificates } from './certificates.ts'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { startNginx } from './nginx-server.ts'
import { openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARIES = { nginx: findBinary('nginx'), apache: findBinary('apache2'), openssl: findBinary('openssl') }
const MISSING = Object.values(BINARIES).every(Boolean)
  ? ''
  : ': nginx, Apache or openssl is not here (Debian: apt-get install nginx apache2 openssl)'
const RUNS = 2
const FILES = { 'page.txt': 'page' }

type Refuser = { title: string; denial: WalkCase['denial']; start(certificates: Certificates): Promise<ForegroundServer> }

/** nginx speaks HTTP to whoever has no certificate; Apache breaks the handshake off, in TLS 1.3 after the client has finished its own. */
const REFUSERS: Refuser[] = [
  {
    title: 'nginx, which answers 400 and says so',
    denial: { layer: 'web-server', product: 'nginx', cause: 'client-certificate', rule: 'ssl_verify_client' },
    start: ({ authority, server }) =>
      startNginx({
        binary: BINARIES.nginx ?? '',
        listen: 'ssl',
        http: `ssl_certificate ${server.certificate}; ssl_certificate_key ${server.key}; ssl_client_certificate ${authority}; ssl_verify_client on;`,
        locations: 'location / { }',
        files: FILES,
      }),
  },
  ...['TLSv1.3', 'TLSv1.2'].map((version) => ({
    title: `Apache, which answers nothing at all, by ${version}`,
    denial: { layer: 'web-server', product: 'apache-httpd', cause: 'client-certificate' },
    start: ({ authority, server }: Certificates) =>
      startApache({
        binary: BINARIES.apache ?? '',
        directives: `LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so
SSLEngine on
SSLProtocol ${version}
SSLSessionCache none
SSLCertificateFile ${server.certificate}
SSLCertificateKeyFile ${server.key}
SSLCACertificateFile ${authority}
SSLVerifyClient require`,
        files: FILES,
      }),
  })),
]

describe.skipIf(MISSING).each(REFUSERS)(`a client certificate is demanded by $title${MISSING}`, ({ denial, start }) => {
  let certificates: Certificates
  let server: ForegroundServer
  let origin: string
  let desk: Desk
  const cases: WalkCase[] = [
    {
      title: 'a token alone is refused',
      argv: ['/page.txt', '--as', 'member'],
      status: 'concluded',
      verdict: 'denied',
      denial,
      ends: 'network.md#a-client-certificate-is-wanted',
    },
    {
      title: 'with the certificate it passes',
      argv: ['/page.txt', '--as', 'machine'],
      status: 'not-reproduced',
      verdict: 'allowed',
      denial: null,
      ends: 'http-403.md#not-reproduced',
    },
  ]

  beforeAll(async () => {
    certificates = makeCertificates()
    const { authority, client } = certificates
    server = await start(certificates)
    origin = server.origin.replace('http:', 'https:')
    const files = `certificate: { file: "${client.certificate}" }, key: { file: "${client.key}" }`
    const identities = { member: 'role: member, bearer: { env: SITE_MEMBER }', machine: `role: machine, clientCertificate: { ${files} }` }
    desk = await openServerDesk({ origin, identities, secrets: { SITE_MEMBER: 'member-secret', NODE_EXTRA_CA_CERTS: authority } })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    rmSync(certificates?.folder ?? '', { recursive: true, force: true })
  })

  test.each(cases)('$title', async (walk) => {
    await expectWalk(desk, origin, walk, RUNS)
  })
})
