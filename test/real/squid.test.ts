import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { type LoopbackApp, sayJson, serveApp, unsafeOf } from './loopback-app.ts'
import { BEARER_SECRETS, BEARERS, casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { startSquid } from './squid-server.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('squid')
const MISSING = BINARY ? '' : ': no Squid here (Debian: apt-get install squid)'
const RUNS = 2

const RULES = `
acl closed urlpath_regex ^/closed
acl office src 10.20.0.0/16
acl officepath urlpath_regex ^/office
acl reading method GET HEAD
acl readpath urlpath_regex ^/reads
http_access deny closed
http_access deny officepath !office
http_access deny readpath !reading
http_access allow all
`

/** The app behind: it refuses refunds by itself. */
function answer(...[request, response]: Parameters<Parameters<typeof serveApp>[0]>) {
  if (request.url === '/refunds' && request.headers.authorization !== 'Bearer admin-secret')
    return sayJson(response, 403, { error: 'forbidden', message: 'missing permission refunds:read' })
  if (/^\/(?:refunds|[a-z]+\/page)$/.test(request.url ?? '')) return sayJson(response, 200, { ok: true })
  sayJson(response, 404, { error: 'no such page' })
}

const { asks, writes } = casesOf({ layer: 'proxy', product: 'squid', asksAt: 'gateway.md#a-rule-of-the-proxy' })
const named = (walk: WalkCase): WalkCase => ({ ...walk, denial: walk.denial && { ...walk.denial, rule: 'ERR_ACCESS_DENIED' } })

const CASES: WalkCase[] = [
  named(asks('http_access deny by path', '/closed/page')),
  named(asks('http_access deny by address', '/office/page')),
  named(writes('http_access deny by method', 'POST', '/reads/page')),
  {
    title: 'the app behind refuses by itself: Squid is not the one',
    argv: ['/refunds', '--as', 'member'],
    status: 'concluded',
    verdict: 'denied',
    denial: { layer: 'application', product: 'unknown', cause: 'insufficient-permissions', rule: 'refunds:read' },
    ends: 'acl.md#grant-it-or-leave-it',
  },
]

describe.skipIf(MISSING)(`Squid in front of a site${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp(answer)
    server = await startSquid({ binary: BINARY ?? '', rules: RULES, origin: { host: '127.0.0.1', port: app.port } })
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

  test('nothing unsafe was sent but what was approved', () => {
    const lines = readFileSync(join(server.folder, 'access.log'), 'utf8').split('\n')
    const asked = lines.map((line) => / (\S+\/\d{3}) \d+ (\S+) \S+?:\d+(\S+) /.exec(line)).map((found) => `${found?.[2]} ${found?.[3]}`)

    expect(unsafeOf(asked)).toEqual(['POST /reads/page'])
    expect(unsafeOf(app.seen)).toEqual([])
  })
})
