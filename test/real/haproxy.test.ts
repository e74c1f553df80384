import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { startHaproxy } from './haproxy-server.ts'
import { type LoopbackApp, sayJson, serveApp, unsafeOf } from './loopback-app.ts'
import { BEARER_SECRETS, BEARERS, casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('haproxy')
const MISSING = BINARY ? '' : ': no HAProxy here (Debian: apt-get install haproxy)'

const RULES = `
  http-request deny if { path_beg /closed }
  http-request deny if { path_beg /office } !{ src 10.20.0.0/16 }
  http-request deny if { path_beg /debug } { hdr(x-debug) -m found }
  http-request deny if { path_beg /key } !{ hdr(authorization) "Bearer admin-secret" }
  http-request deny if { path_beg /reads } !{ method GET HEAD }
  http-request deny deny_status 405 if { path_beg /only405 } !{ method GET HEAD }
  http-request track-sc0 src table counted if { path_beg /counted }
  http-request deny if { path_beg /counted } { sc_http_req_rate(0) gt 3 }
  http-request track-sc1 src table slow if { path_beg /slow }
  http-request deny deny_status 429 if { path_beg /slow } { sc_http_req_rate(1) gt 3 }
`
const TABLES = ['counted', 'slow'].map((name) => `backend ${name}\n  stick-table type ip size 1k expire 60s store http_req_rate(60s)`)

/** The app behind: it knows its pages, and refuses refunds by itself. */
function answer(...[request, response]: Parameters<Parameters<typeof serveApp>[0]>) {
  if (request.url === '/refunds' && request.headers.authorization !== 'Bearer admin-secret')
    return sayJson(response, 403, { error: 'forbidden', message: 'missing permission refunds:read' })
  if (request.url === '/bare') return void response.writeHead(403, { 'content-type': 'text/plain' }).end('Forbidden')
  if (/^\/(?:closed|office|debug|key|reads|only405|counted|slow|refunds)(?:\/page)?$/.test(request.url ?? ''))
    return sayJson(response, 200, { ok: true })
  sayJson(response, 404, { error: 'no such page' })
}

const { asks, tells, limits, writes } = casesOf({ layer: 'proxy', product: 'haproxy', asksAt: 'gateway.md#a-rule-of-the-proxy' })

const CASES: WalkCase[] = [
  asks('deny by path', '/closed/page'),
  asks('deny by address', '/office/page'),
  {
    ...asks('deny by a header of the request', '/debug/page'),
    argv: ['/debug/page', '--as', 'member', '-H', 'X-Debug: 1'],
    status: 'concluded',
    ends: 'web-server.md#the-directive-is-named',
  },
  tells('deny by who asks', '/key/page', 'auth-gateway', 'gateway.md#the-gateways-policy-leaves-this-identity-out'),
  limits('a counter that answers 403: some calls pass', '/counted/page'),
  limits('a counter that answers 429', '/slow/page'),
  writes('deny by method', 'POST', '/reads/page'),
  {
    ...writes('deny by method with status 405', 'POST', '/only405/page'),
    denial: { layer: 'unknown', product: 'unknown', cause: 'method-or-path' },
  },
  {
    title: 'the app behind refuses by itself: HAProxy is not the one',
    argv: ['/refunds', '--as', 'member'],
    status: 'concluded',
    verdict: 'denied',
    denial: { layer: 'application', product: 'unknown', cause: 'insufficient-permissions', rule: 'refunds:read' },
    ends: 'acl.md#grant-it-or-leave-it',
  },
  {
    title: 'a bare Forbidden of the app: nobody is named, a program is suggested',
    argv: ['/bare', '--as', 'member'],
    status: 'needs-human',
    verdict: 'denied',
    denial: { layer: 'application', product: 'unknown', cause: 'unknown' },
    ends: 'acl.md#everybody-is-refused',
  },
]

describe.skipIf(MISSING)(`HAProxy${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp(answer)
    server = await startHaproxy({ binary: BINARY ?? '', rules: RULES, sections: TABLES.join('\n'), backend: `127.0.0.1:${app.port}` })
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk)
  })

  test('nothing unsafe was sent but what was approved', () => {
    expect(unsafeOf(server.said().split('\n'))).toEqual(['POST /reads/page 403', 'POST /only405/page 405'])
    expect(unsafeOf(app.seen)).toEqual([])
  })
})
