import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { startLighttpd } from './lighttpd-server.ts'
import { unsafeOf } from './loopback-app.ts'
import { casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('lighttpd')
const MISSING = BINARY ? '' : ': no lighttpd here (Debian: apt-get install lighttpd)'
const RUNS = 2
/** lighttpd writes its access log some seconds later. */
const LOG_KEPT_BACK_MS = 15_000

const CONFIG = `
url.access-deny = ("~", ".inc")
$HTTP["url"] =~ "^/closed/" { url.access-deny = ("") }
$HTTP["remoteip"] != "10.20.0.0/16" { $HTTP["url"] =~ "^/office/" { url.access-deny = ("") } }
$HTTP["request-method"] !~ "^(GET|HEAD)$" { $HTTP["url"] =~ "^/reads/" { url.access-deny = ("") } }
auth.backend = "plain"
auth.backend.plain.userfile = site + "/users"
auth.require = ("/basic/" => ("method" => "basic", "realm" => "staff", "require" => "valid-user"))
`
const FILES: Record<string, string> = {
  ...Object.fromEntries(['closed', 'office', 'reads', 'basic', 'files', 'shut'].map((folder) => [`${folder}/page.html`, folder])),
  'files/settings.inc': 'settings',
  'files/unreadable.html': 'unreadable',
  'folder/below/page.html': 'below',
  users: 'mia:mia-word\nroot:root-word\n',
}

const { asks, tells, writes } = casesOf({
  layer: 'web-server',
  product: 'lighttpd',
  asksAt: 'web-server.md#what-does-the-page-give-away',
})

const CASES: WalkCase[] = [
  tells('url.access-deny by ending', '/files/settings.inc', 'server-directive', 'web-server.md#the-directive-is-named'),
  asks('url.access-deny for a folder: the same page', '/closed/page.html'),
  asks('remoteip: the same page', '/office/page.html'),
  tells('no index file, and listing is off', '/folder/', 'server-directive', 'web-server.md#no-index-file'),
  {
    ...tells('a password that is wrong', '/basic/page.html', 'invalid-token', 'token.md#the-password-is-not-accepted'),
    argv: ['/basic/page.html', '--as', 'forgetful'],
    verdict: 'not-authenticated',
  },
  {
    ...tells('no password at all', '/basic/page.html', 'invalid-token', 'token.md#not-authenticated'),
    argv: ['/basic/page.html', '--as', 'anonymous'],
    verdict: 'not-authenticated',
  },
  {
    title: 'a good password',
    argv: ['/basic/page.html', '--as', 'member'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    ends: 'http-403.md#not-reproduced',
  },
  writes('url.access-deny for every method but GET', 'POST', '/reads/page.html'),
]

describe.skipIf(MISSING)(`lighttpd${MISSING}`, () => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    server = await startLighttpd({
      binary: BINARY ?? '',
      config: CONFIG,
      files: FILES,
      modes: { 'files/unreadable.html': 0o000, shut: 0o000 },
    })
    const identities = {
      member: 'role: member, basic: { username: mia, password: { env: MIA_PASSWORD } }',
      forgetful: 'role: member, basic: { username: mia, password: { env: OLD_PASSWORD } }',
      admin: 'role: admin, basic: { username: root, password: { env: ROOT_PASSWORD } }',
    }
    const secrets = { MIA_PASSWORD: 'mia-word', OLD_PASSWORD: 'last-years-word', ROOT_PASSWORD: 'root-word' }
    desk = await openServerDesk({ origin: server.origin, identities, secrets })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })

  test('nothing unsafe was sent but what was approved', async () => {
    const asked = () =>
      readFileSync(join(server.folder, 'access.log'), 'utf8')
        .split('\n')
        .map((line) => line.split('"')[1] ?? '')

    await expect.poll(() => unsafeOf(asked()), { timeout: LOG_KEPT_BACK_MS }).toEqual(['POST /reads/page.html HTTP/1.1'])
  })
})
