import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { startApache } from '../apache-server.ts'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { casesOf, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const BINARY = findBinary('apache2') ?? findBinary('httpd')
const MISSING = BINARY ? '' : ': no Apache httpd here (Debian: apt-get install apache2)'
const RUNS = 2

const basicAuth = (path: string, require: string) => `<Location ${path}>
  AuthType Basic
  AuthName staff
  AuthUserFile \${SITE}/users
  AuthGroupFile \${SITE}/groups
  AuthzSendForbiddenOnFailure On
  ${require}
</Location>`
const DIRECTIVES = `
LoadModule authz_groupfile_module /usr/lib/apache2/modules/mod_authz_groupfile.so
LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
CustomLog combined.log combined
<Location /denied>
  Require all denied
</Location>
<Location /office>
  Require ip 10.20.0.0/16
</Location>
${basicAuth('/owners', 'Require user root')}
${basicAuth('/group', 'Require group staff')}
RewriteEngine On
RewriteRule ^/forbidden/ - [F]
`

const hashed = (password: string) => `{SHA}${createHash('sha1').update(password).digest('base64')}`
const FILES: Record<string, string> = {
  ...Object.fromEntries(
    ['denied', 'office', 'owners', 'group', 'forbidden', 'files', 'htaccess', 'shut'].map((folder) => [`${folder}/page.html`, folder]),
  ),
  'files/unreadable.html': 'unreadable',
  'folder/below/page.html': 'below',
  'htaccess/.htaccess': 'Require all denied\n',
  users: `mia:${hashed('mia-word')}\nroot:${hashed('root-word')}\n`,
  groups: 'staff: root\n',
}

const { told } = casesOf({ layer: 'web-server', product: 'apache-httpd' })

/** What the AH codes of the error log settle. */
const CASES: WalkCase[] = [
  told('Require all denied: AH01630', '/denied/page.html', 'server-directive', 'Require'),
  told('Require ip: AH01630 too, and other addresses pass', '/office/page.html', 'server-directive', 'Require'),
  told('Require all denied in .htaccess', '/htaccess/page.html', 'server-directive', 'Require'),
  told('Require user: AH01631', '/owners/page.html', 'insufficient-permissions', 'Require'),
  told('Require group: AH01631', '/group/page.html', 'insufficient-permissions', 'Require'),
  told('a file that the worker may not read: AH00132', '/files/unreadable.html', 'file-permissions'),
  told('a folder that the worker may not enter: AH00529', '/shut/page.html', 'file-permissions', '.htaccess'),
  told('no index, and Options -Indexes: AH01276', '/folder/', 'server-directive', 'Options -Indexes'),
]

describe.skipIf(MISSING)(`Apache httpd with its error log${MISSING}`, () => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    server = await startApache({
      binary: BINARY ?? '',
      directives: DIRECTIVES,
      files: FILES,
      modes: { 'files/unreadable.html': 0o000, shut: 0o700 },
    })
    desk = await openServerDesk({
      origin: server.origin,
      identities: {
        member: 'role: member, basic: { username: mia, password: { env: MIA_PASSWORD } }',
        admin: 'role: admin, basic: { username: root, password: { env: ROOT_PASSWORD } }',
      },
      secrets: { MIA_PASSWORD: 'mia-word', ROOT_PASSWORD: 'root-word' },
      settings: [logsIn(server.folder, 'error.log*', 'combined.log')],
    })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })
})
