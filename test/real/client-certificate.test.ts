import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Certificates, makeCertificates } from './certificates.ts'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { startNginx } from './nginx-server.ts'
import { openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('nginx')
const MISSING = BINARY && findBinary('openssl') ? '' : ': nginx or openssl is not here (Debian: apt-get install nginx openssl)'
const RUNS = 2

const CASES: WalkCase[] = [
  {
    title: 'no certificate was sent: nginx answers 400 and says so',
    argv: ['/page.txt', '--as', 'member'],
    status: 'concluded',
    verdict: 'denied',
    denial: { layer: 'web-server', product: 'nginx', cause: 'client-certificate', rule: 'ssl_verify_client' },
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

describe.skipIf(MISSING)(`nginx that wants a client certificate${MISSING}`, () => {
  let certificates: Certificates
  let server: ForegroundServer
  let origin: string
  let desk: Desk

  beforeAll(async () => {
    certificates = makeCertificates()
    const { authority, server: own, client } = certificates
    server = await startNginx({
      binary: BINARY ?? '',
      listen: 'ssl',
      http: `ssl_certificate ${own.certificate}; ssl_certificate_key ${own.key}; ssl_client_certificate ${authority}; ssl_verify_client on;`,
      locations: 'location / { }',
      files: { 'page.txt': 'page' },
    })
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

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, origin, walk, RUNS)
  })
})
