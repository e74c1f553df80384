import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { type LoopbackApp, serveApp } from '../loopback-app.ts'
import { BEARER_SECRETS, BEARERS, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { type LogWriter, startVarnish, writeVarnishLog } from '../varnish-server.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('varnishd')
const MISSING = BINARY ? '' : ': no Varnish here (Debian: apt-get install varnish)'
const RUNS = 2

const RECEIVE = `
  if (req.url ~ "^/closed") { return (synth(403)); }
`

const CASES: WalkCase[] = [
  {
    title: 'the access log tells that Varnish answered itself',
    argv: ['/closed/page', '--as', 'member'],
    status: 'concluded',
    verdict: 'denied',
    denial: { layer: 'proxy', product: 'varnish', cause: 'server-directive', rule: 'synth' },
  },
]

describe.skipIf(MISSING)(`Varnish with its access log${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let writer: LogWriter
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp((_, response) => void response.writeHead(200).end('ok'))
    server = await startVarnish({ binary: BINARY ?? '', receive: RECEIVE, backend: { host: '127.0.0.1', port: app.port } })
    writer = await writeVarnishLog(server, 'access.log')
    const settings = [logsIn(server.folder, 'access.log')]
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS, settings })
  })
  afterAll(async () => {
    await desk?.close()
    await writer?.stop()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })
})
