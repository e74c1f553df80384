import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { type LoopbackApp, serveApp } from '../loopback-app.ts'
import { startNginx } from '../nginx-server.ts'
import { BEARER_SECRETS, BEARERS, casesOf, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('nginx')
const MISSING = BINARY ? '' : ': no nginx here (Debian: apt-get install nginx)'
const RUNS = 2

const HTTP = `
  limit_req_zone $binary_remote_addr zone=calls:1m rate=3r/m;
  limit_conn_zone $binary_remote_addr zone=held:1m;
  log_format full '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';
  access_log full.log full;
`
const locationsFor = (app: string) => `
  location /deny/ { deny all; }
  location /address/ { allow 10.20.0.0/16; deny all; }
  location /calls/ { limit_req zone=calls burst=2 nodelay; limit_req_status 403; }
  location /held/ { limit_conn held 1; limit_conn_status 403; proxy_pass ${app}/; }
`
const FILES: Record<string, string> = {
  ...Object.fromEntries(['deny', 'address', 'calls', 'files', 'shut'].map((folder) => [`${folder}/page.txt`, folder])),
  'files/unreadable.txt': 'unreadable',
  'folder/below/page.txt': 'below',
}

/** What is held keeps its connection until the test ends. */
function answer(...[request, response]: Parameters<Parameters<typeof serveApp>[0]>) {
  if (request.url?.startsWith('/hold')) return
  response.writeHead(200).end('ok')
}

const { told } = casesOf({ layer: 'web-server', product: 'nginx' })

/** What the error log settles; what it holds is found by path and time. */
const CASES: WalkCase[] = [
  told('deny all: "access forbidden by rule"', '/deny/page.txt', 'server-directive', 'deny'),
  told('a file that the worker may not read', '/files/unreadable.txt', 'file-permissions'),
  told('a folder that the worker may not enter', '/shut/page.txt', 'file-permissions'),
  told('no index, and autoindex off', '/folder/', 'server-directive', 'autoindex'),
  { ...told('limit_req with status 403 names its zone', '/calls/page.txt', 'rate-limit', 'calls'), verdict: 'rate-limited', once: true },
  { ...told('limit_conn with status 403 names its zone', '/held/page', 'rate-limit', 'held'), verdict: 'rate-limited' },
]

describe.skipIf(MISSING)(`nginx with its error log${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk
  const held = new AbortController()

  beforeAll(async () => {
    app = await serveApp(answer)
    server = await startNginx({
      binary: BINARY ?? '',
      http: HTTP,
      locations: locationsFor(app.origin),
      files: FILES,
      modes: { 'files/unreadable.txt': 0o000, shut: 0o700 },
    })
    const settings = [logsIn(server.folder, 'error.log', 'full.log')]
    desk = await openServerDesk({ origin: server.origin, identities: BEARERS, secrets: BEARER_SECRETS, settings })
    fetch(`${server.origin}/held/hold`, { signal: held.signal }).catch(() => undefined)
  })
  afterAll(async () => {
    held.abort()
    await desk?.close()
    await server?.stop()
    await app?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })
})
