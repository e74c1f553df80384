import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startApache } from './apache-server.ts'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { unsafeOf } from './loopback-app.ts'
import { casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const BINARY = findBinary('apache2') ?? findBinary('httpd')
const MISSING = BINARY ? '' : ': no Apache httpd here (Debian: apt-get install apache2)'

const basicAuth = (path: string, require: string) => `<Location ${path}>
  AuthType Basic
  AuthName staff
  AuthUserFile \${SITE}/users
  ${require}
</Location>`

const DIRECTIVES = `
<Location /denied>
  Require all denied
</Location>
<Location /office>
  Require ip 10.20.0.0/16
</Location>
${basicAuth('/staff', 'Require valid-user')}
${basicAuth('/admins', 'Require user root\n  AuthzSendForbiddenOnFailure On')}
RewriteEngine On
RewriteRule ^/forbidden/ - [F]
RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$
RewriteRule ^/reads/ - [F]
RewriteCond %{HTTP_REFERER} !^http://127
RewriteRule ^/images/ - [F]
<Location /limited>
  <LimitExcept GET HEAD>
    Require all denied
  </LimitExcept>
</Location>
`

const hashed = (password: string) => `{SHA}${createHash('sha1').update(password).digest('base64')}`
const PAGES = ['denied', 'office', 'staff', 'admins', 'forbidden', 'reads', 'limited', 'files', 'htaccess', 'unreadable'].map((folder) => [
  `${folder}/page.html`,
  folder,
])
const FILES: Record<string, string> = {
  ...Object.fromEntries(PAGES),
  'files/unreadable.html': 'unreadable',
  'closed/page.html': 'closed',
  'folder/below/page.html': 'below',
  'images/logo.png': 'logo',
  'htaccess/.htaccess': 'Require all denied\n',
  'unreadable/.htaccess': 'Require all granted\n',
  users: `mia:${hashed('mia-word')}\nroot:${hashed('root-word')}\n`,
}

const { asks, tells, writes } = casesOf({
  layer: 'web-server',
  product: 'apache-httpd',
  asksAt: 'web-server.md#what-does-the-page-give-away',
})

const CASES: WalkCase[] = [
  asks('Require all denied: the page does not tell a directive from an address list', '/denied/page.html'),
  asks('Require ip: the same page', '/office/page.html'),
  asks('Require all denied in .htaccess', '/htaccess/page.html'),
  asks('mod_rewrite [F]', '/forbidden/page.html'),
  tells('a file that the worker may not read', '/files/unreadable.html', 'file-permissions', 'web-server.md#file-permissions'),
  tells('an .htaccess that the worker may not read', '/unreadable/page.html', 'file-permissions', 'web-server.md#file-permissions'),
  tells('a folder that the worker may not enter', '/closed/page.html', 'file-permissions', 'web-server.md#file-permissions'),
  tells('Options -Indexes in a folder without index', '/folder/', 'server-directive', 'web-server.md#no-index-file'),
  tells('the same without the slash', '/folder', 'server-directive', 'web-server.md#no-index-file'),
  tells('.htaccess itself', '/htaccess/.htaccess', 'server-directive', 'web-server.md#a-file-that-is-never-served'),
  tells('a rule on the Referer', '/images/logo.png', 'resource-rule', 'resource.md#only-from-certain-pages'),
  {
    ...tells('a password that is wrong', '/staff/page.html', 'invalid-token', 'token.md#the-password-is-not-accepted'),
    argv: ['/staff/page.html', '--as', 'forgetful'],
    verdict: 'not-authenticated',
  },
  {
    ...tells('no password at all', '/staff/page.html', 'invalid-token', 'token.md#not-authenticated'),
    argv: ['/staff/page.html', '--as', 'anonymous'],
    verdict: 'not-authenticated',
  },
  tells(
    'a good password of somebody whom Require leaves out',
    '/admins/page.html',
    'insufficient-permissions',
    'acl.md#grant-it-or-leave-it',
  ),
  {
    title: 'a good password',
    argv: ['/staff/page.html', '--as', 'member'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    ends: 'http-403.md#not-reproduced',
  },
  writes('[F] for every method but GET', 'POST', '/reads/page.html'),
  writes('LimitExcept', 'PUT', '/limited/page.html'),
  {
    title: 'a PUT that nobody approved is not sent',
    argv: ['PUT', '/limited/page.html', '--as', 'member'],
    status: 'needs-human',
    verdict: 'allowed',
    denial: null,
    ends: 'methods.md#send-it-for-real',
  },
]

describe.skipIf(MISSING)(`Apache httpd${MISSING}`, () => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    server = await startApache({
      binary: BINARY ?? '',
      directives: DIRECTIVES,
      files: FILES,
      modes: { 'files/unreadable.html': 0o000, 'unreadable/.htaccess': 0o000, closed: 0o700 },
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
    await expectWalk(desk, server.origin, walk)
  })

  test('nothing unsafe was sent but what was approved', () => {
    const lines = readFileSync(join(server.folder, 'access.log'), 'utf8').split('\n')

    expect(unsafeOf(lines)).toEqual(['POST /reads/page.html 403', 'PUT /limited/page.html 403'])
  })
})
