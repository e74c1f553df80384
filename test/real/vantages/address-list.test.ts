import { afterAll, beforeAll, describe, test } from 'vitest'
import { startApache } from '../apache-server.ts'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { startHaproxy } from '../haproxy-server.ts'
import { type LoopbackApp, serveApp } from '../loopback-app.ts'
import { startNginx } from '../nginx-server.ts'
import { BEARER_SECRETS, BEARERS, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { startSquid } from '../squid-server.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARIES = { nginx: findBinary('nginx'), apache: findBinary('apache2'), haproxy: findBinary('haproxy'), squid: findBinary('squid') }
const MISSING = Object.values(BINARIES).every(Boolean) ? '' : ': one of nginx, Apache, HAProxy and Squid is not here'
const RUNS = 2
/** The office's proxy leaves from here; everything else of the test comes from 127.0.0.1. */
const OFFICE = '127.0.0.2'
const RULES = `
tcp_outgoing_address ${OFFICE}
http_access allow all`

const listed = (title: string, layer: string, product: string): WalkCase => ({
  title,
  argv: ['/office/page.html', '--as', 'member'],
  status: 'concluded',
  verdict: 'denied',
  denial: { layer, product, cause: 'ip-or-geo-restriction' },
})

type Place = { walk: WalkCase; start(app: LoopbackApp): Promise<ForegroundServer> }

/** The page is the same as for any other directive: only a request from the office tells. */
const PLACES: Place[] = [
  {
    walk: listed('nginx: allow the office, deny all', 'web-server', 'nginx'),
    start: () =>
      startNginx({
        binary: BINARIES.nginx ?? '',
        locations: `location /office/ { allow ${OFFICE}; deny all; }`,
        files: { 'office/page.html': 'office' },
      }),
  },
  {
    walk: listed('Apache: Require ip', 'web-server', 'apache-httpd'),
    start: () =>
      startApache({
        binary: BINARIES.apache ?? '',
        directives: `<Location /office>\n  Require ip ${OFFICE}\n</Location>`,
        files: { 'office/page.html': 'office' },
      }),
  },
  {
    walk: listed('HAProxy: src', 'proxy', 'haproxy'),
    start: ({ port }) =>
      startHaproxy({
        binary: BINARIES.haproxy ?? '',
        rules: `http-request deny if { path_beg /office } !{ src ${OFFICE} }`,
        backend: `127.0.0.1:${port}`,
      }),
  },
]

describe.skipIf(MISSING).each(PLACES)(`an address list, seen from the office too${MISSING}`, ({ walk, start }) => {
  let app: LoopbackApp
  let office: ForegroundServer
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp((_, response) => void response.writeHead(200).end('ok'))
    office = await startSquid({ binary: BINARIES.squid ?? '', rules: RULES })
    server = await start(app)
    const settings = [`vantages: [{ name: office, proxy: "${office.origin}" }]`]
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS, settings })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
    await office?.stop()
    await app?.close()
  })

  test(walk.title, async () => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })
})
