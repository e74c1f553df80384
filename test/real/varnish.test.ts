import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { type LoopbackApp, sayJson, serveApp, unsafeOf } from './loopback-app.ts'
import { BEARER_SECRETS, BEARERS, casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { startVarnish } from './varnish-server.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('varnishd')
const MISSING = BINARY ? '' : ': no Varnish here (Debian: apt-get install varnish)'
const RUNS = 2

const RECEIVE = `
  if (req.url ~ "^/closed") { return (synth(403)); }
  if (req.url ~ "^/words") { return (synth(403, "Go away")); }
  if (req.url ~ "^/office" && client.ip !~ office) { return (synth(403)); }
  if (req.url ~ "^/key" && req.http.Authorization != "Bearer admin-secret") { return (synth(403)); }
  if (req.url ~ "^/reads" && req.method != "GET" && req.method != "HEAD") { return (synth(405)); }
`

/** The app behind: it refuses refunds by itself. */
function answer(...[request, response]: Parameters<Parameters<typeof serveApp>[0]>) {
  if (request.url === '/refunds' && request.headers.authorization !== 'Bearer admin-secret')
    return sayJson(response, 403, { error: 'forbidden', message: 'missing permission refunds:read' })
  if (/^\/(?:refunds|[a-z]+\/page)$/.test(request.url ?? '')) return sayJson(response, 200, { ok: true })
  sayJson(response, 404, { error: 'no such page' })
}

const { asks, tells, writes } = casesOf({ layer: 'proxy', product: 'varnish', asksAt: 'gateway.md#a-rule-of-the-proxy' })

const CASES: WalkCase[] = [
  asks('synth(403) by path', '/closed/page'),
  asks('synth(403) with words of its own', '/words/page'),
  asks('an access list of the VCL', '/office/page'),
  tells('synth(403) by who asks', '/key/page', 'auth-gateway', 'gateway.md#the-gateways-policy-leaves-this-identity-out'),
  writes('synth(405) for every method but GET', 'POST', '/reads/page'),
  {
    title: 'the app behind refuses by itself: Varnish is not the one',
    argv: ['/refunds', '--as', 'member'],
    status: 'concluded',
    verdict: 'denied',
    denial: { layer: 'application', product: 'unknown', cause: 'insufficient-permissions', rule: 'refunds:read' },
    ends: 'acl.md#grant-it-or-leave-it',
  },
]

describe.skipIf(MISSING)(`Varnish${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp(answer)
    server = await startVarnish({
      binary: BINARY ?? '',
      declarations: 'acl office { "10.20.0.0"/16; }',
      receive: RECEIVE,
      backend: { host: '127.0.0.1', port: app.port },
    })
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })

  test('nothing unsafe reached the app', () => {
    expect(unsafeOf(app.seen)).toEqual([])
  })
})
