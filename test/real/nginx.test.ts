import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { type LoopbackApp, sayJson, serveApp, unsafeOf } from './loopback-app.ts'
import { startNginx } from './nginx-server.ts'
import { BEARER_SECRETS, BEARERS, casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('nginx')
const MISSING = BINARY ? '' : ': no nginx here (Debian: apt-get install nginx)'
const ZONES = ['slow429', 'slow503', 'slow403']
const zoneOf = (name: string) => `limit_req_zone $binary_remote_addr zone=${name}:1m rate=3r/m;`

const locationsFor = (app: string) => `
  location /deny/ { deny all; }
  location /address/ { allow 10.20.0.0/16; deny all; }
  location = /auth { internal; proxy_pass ${app}/auth; proxy_pass_request_body off; }
  location /guarded/ { auth_request /auth; }
  location /slow429/ { limit_req zone=slow429 burst=2 nodelay; limit_req_status 429; }
  location /slow503/ { limit_req zone=slow503 burst=2 nodelay; }
  location /slow403/ { limit_req zone=slow403 burst=2 nodelay; limit_req_status 403; }
  location /images/ { valid_referers server_names 127.0.0.1; if ($invalid_referer) { return 403; } }
  location /people/ { if ($http_user_agent !~ Mozilla) { return 403; } }
  location /reads/ { if ($request_method !~ ^(GET|HEAD)$) { return 403; } }
  location /reads405/ { if ($request_method !~ ^(GET|HEAD)$) { return 405; } }
  location /except/ { limit_except GET { deny all; } proxy_pass ${app}/; }
  location /basic/ { auth_basic "staff"; auth_basic_user_file site/passwd; }
  location /app/ { proxy_pass ${app}/; }
  location ~ /\\.ht { deny all; }
`

const FILES = Object.fromEntries(
  [
    ...['deny', 'address', 'guarded', 'slow429', 'slow503', 'slow403', 'people', 'reads', 'reads405', 'basic', 'files'].map(
      (folder) => `${folder}/page.txt`,
    ),
    'files/unreadable.txt',
    'closed/page.txt',
    'folder/below/page.txt',
    'images/logo.png',
    '.htaccess',
  ].map((path) => [path, path]),
)

/** The authorizer behind auth_request, and an app that refuses by itself. */
function answer(...[request, response]: Parameters<Parameters<typeof serveApp>[0]>) {
  const credential = request.headers.authorization
  if (request.url === '/auth') return void response.writeHead(credential === 'Bearer admin-secret' ? 200 : credential ? 403 : 401).end()
  if (request.url === '/refunds' && credential !== 'Bearer admin-secret')
    return sayJson(response, 403, { error: 'forbidden', message: 'missing permission refunds:read' })
  if (request.url === '/refunds' || request.url === '/notes') return sayJson(response, 200, { ok: true })
  sayJson(response, 404, { error: 'no such page' })
}

const {
  asks,
  tells,
  limits,
  writes,
  denial: nginx,
} = casesOf({ layer: 'web-server', product: 'nginx', asksAt: 'web-server.md#what-does-the-page-give-away' })

const CASES: WalkCase[] = [
  asks('deny all: the page does not tell a directive from an address list', '/deny/page.txt'),
  asks('deny by address: the same page', '/address/page.txt'),
  asks('a rule on the User-Agent, where the request brings none and ours is sent', '/people/page.txt'),
  tells(
    'auth_request answers 403 for this identity alone',
    '/guarded/page.txt',
    'auth-gateway',
    'gateway.md#the-gateways-policy-leaves-this-identity-out',
  ),
  {
    title: 'auth_request answers 401 to nobody',
    argv: ['/guarded/page.txt', '--as', 'anonymous'],
    status: 'concluded',
    verdict: 'not-authenticated',
    denial: nginx('invalid-token'),
    ends: 'token.md#not-authenticated',
  },
  {
    title: 'auth_basic wants a password and gets a token',
    argv: ['/basic/page.txt', '--as', 'member'],
    status: 'concluded',
    verdict: 'not-authenticated',
    denial: nginx('invalid-token'),
    ends: 'token.md#not-authenticated',
  },
  limits('limit_req with status 429', '/slow429/page.txt'),
  limits('limit_req with its own 503: some calls pass', '/slow503/page.txt'),
  limits('limit_req with status 403: some calls pass', '/slow403/page.txt'),
  tells('a file that the worker may not read', '/files/unreadable.txt', 'file-permissions', 'web-server.md#file-permissions'),
  tells('a folder that the worker may not enter', '/closed/page.txt', 'file-permissions', 'web-server.md#file-permissions'),
  tells('autoindex off in a folder without index', '/folder/', 'server-directive', 'web-server.md#no-index-file'),
  tells('the same without the slash', '/folder', 'server-directive', 'web-server.md#no-index-file'),
  tells('a dotfile', '/.htaccess', 'server-directive', 'web-server.md#a-file-that-is-never-served'),
  tells('valid_referers', '/images/logo.png', 'resource-rule', 'resource.md#only-from-certain-pages'),
  {
    title: 'an unsafe method that nobody approved is not sent',
    argv: ['POST', '/reads/page.txt', '--as', 'member'],
    status: 'needs-human',
    verdict: 'allowed',
    denial: null,
    ends: 'methods.md#send-it-for-real',
  },
  writes('if ($request_method) return 403', 'POST', '/reads/page.txt'),
  writes('if ($request_method) return 405', 'POST', '/reads405/page.txt'),
  writes('limit_except', 'DELETE', '/except/notes'),
  {
    title: 'an app behind nginx refuses by itself: nginx is not the one',
    argv: ['/app/refunds', '--as', 'member'],
    status: 'concluded',
    verdict: 'denied',
    denial: { layer: 'application', product: 'unknown', cause: 'insufficient-permissions', rule: 'refunds:read' },
    ends: 'acl.md#grant-it-or-leave-it',
  },
  {
    title: 'a file that everybody gets',
    argv: ['/files/page.txt', '--as', 'member'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    ends: 'http-403.md#not-reproduced',
  },
]

describe.skipIf(MISSING)(`nginx${MISSING}`, () => {
  let app: LoopbackApp
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    app = await serveApp(answer)
    server = await startNginx({
      binary: BINARY ?? '',
      http: ZONES.map(zoneOf).join('\n'),
      locations: locationsFor(app.origin),
      files: { ...FILES, passwd: 'admin:{PLAIN}admin-word\n' },
      modes: { 'files/unreadable.txt': 0o000, closed: 0o700 },
    })
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
    const lines = readFileSync(join(server.folder, 'access.log'), 'utf8').split('\n')

    expect(unsafeOf(lines)).toEqual(['POST /reads/page.txt 403', 'POST /reads405/page.txt 405', 'DELETE /except/notes 403'])
  })
})
