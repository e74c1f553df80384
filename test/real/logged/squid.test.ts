import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { type LoopbackApp, serveApp } from '../loopback-app.ts'
import { BEARER_SECRETS, BEARERS, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { startSquid } from '../squid-server.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('squid')
const MISSING = BINARY ? '' : ': no Squid here (Debian: apt-get install squid)'
const RUNS = 2

const RULES = `
acl closed urlpath_regex ^/closed
http_access deny closed
http_access allow all
`

/** What Squid's access log settles: `TCP_DENIED` is Squid's own refusal, `TCP_MISS/403` one by the server behind it. */
const CASES: WalkCase[] = [
  {
    title: 'TCP_DENIED: an http_access rule',
    argv: ['/closed/page', '--as', 'member'],
    status: 'concluded',
    verdict: 'denied',
    denial: { layer: 'proxy', product: 'squid', cause: 'server-directive', rule: 'http_access' },
  },
]

describe.skipIf(MISSING)(`Squid with its access log${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp((_, response) => void response.writeHead(200).end('ok'))
    server = await startSquid({ binary: BINARY ?? '', rules: RULES, origin: { host: '127.0.0.1', port: app.port } })
    const settings = [logsIn(server.folder, 'access.log')]
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS, settings })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })
})
