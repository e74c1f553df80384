import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { startHaproxy } from '../haproxy-server.ts'
import { type LoopbackApp, serveApp } from '../loopback-app.ts'
import { BEARER_SECRETS, BEARERS, casesOf, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('haproxy')
const MISSING = BINARY ? '' : ': no HAProxy here (Debian: apt-get install haproxy)'
const RUNS = 2

const RULES = `
  option httplog
  http-request deny if { path_beg /closed }
  http-request deny if { path_beg /office } !{ src 10.20.0.0/16 }
  http-response deny deny_status 403 if { res.hdr(x-internal) -m found }
  http-request track-sc0 src table counted if { path_beg /counted }
  http-request deny deny_status 403 if { path_beg /counted } { sc_http_req_rate(0) gt 2 }
`
const TABLE = 'backend counted\n  stick-table type ip size 1k expire 60s store http_req_rate(60s)'

/** An app that gives away what HAProxy must not let out, and that refuses by itself. */
function answer(...[request, response]: Parameters<Parameters<typeof serveApp>[0]>) {
  if (request.url === '/app') return void response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden')
  response.writeHead(200, request.url === '/leak' ? { 'x-internal': 'yes' } : {}).end('ok')
}

const { told } = casesOf({ layer: 'proxy', product: 'haproxy' })

/** What the termination state of a log line settles: `PR` is a refusal by HAProxy itself, and it names the frontend. */
const CASES: WalkCase[] = [
  told('http-request deny by path', '/closed/page', 'server-directive', 'frontend front'),
  told('http-request deny by address', '/office/page', 'server-directive', 'frontend front'),
  told('http-response deny', '/leak', 'server-directive', 'backend app'),
  { ...told('a stick table that answers 403', '/counted/page', 'rate-limit', 'frontend front'), verdict: 'rate-limited', once: true },
]

describe.skipIf(MISSING)(`HAProxy with its log${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp(answer)
    server = await startHaproxy({ binary: BINARY ?? '', rules: RULES, sections: TABLE, backend: `127.0.0.1:${app.port}` })
    const settings = [logsIn(server.folder, 'haproxy.log')]
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
