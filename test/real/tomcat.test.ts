import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ForegroundServer, findBinary } from './foreground-server.ts'
import { unsafeOf } from './loopback-app.ts'
import { casesOf, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { hasTomcat, startTomcat, TOMCAT_FILES, TOMCAT_IDENTITIES, TOMCAT_SECRETS, TOMCAT_USERS, TOMCAT_WEB } from './tomcat-server.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const JAVA = findBinary('java')
const MISSING = JAVA && hasTomcat() ? '' : ': no Tomcat here (Debian: apt-get install tomcat10 default-jre-headless)'
const RUNS = 2

const { tells, writes, denial: tomcat } = casesOf({ layer: 'web-server', product: 'tomcat' })

const CASES: WalkCase[] = [
  tells('a security-constraint wants another role', '/admins/page.html', 'insufficient-permissions', 'acl.md#grant-it-or-leave-it'),
  {
    ...tells('a password that is wrong', '/admins/page.html', 'invalid-token', 'token.md#the-password-is-not-accepted'),
    argv: ['/admins/page.html', '--as', 'forgetful'],
    verdict: 'not-authenticated',
  },
  {
    ...tells('no password at all', '/admins/page.html', 'invalid-token', 'token.md#not-authenticated'),
    argv: ['/admins/page.html', '--as', 'anonymous'],
    verdict: 'not-authenticated',
  },
  {
    ...writes('PUT to the read-only DefaultServlet: Allow leaves it out', 'PUT', '/files/page.html'),
  },
  {
    title: 'a page that everybody gets',
    argv: ['/files/page.html', '--as', 'member'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    ends: 'http-403.md#not-reproduced',
  },
]

describe.skipIf(MISSING)(`Tomcat${MISSING}`, () => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    server = await startTomcat({ java: JAVA ?? '', context: '', web: TOMCAT_WEB, users: TOMCAT_USERS, files: TOMCAT_FILES })
    desk = await openServerDesk({ origin: server.origin, identities: TOMCAT_IDENTITIES, secrets: TOMCAT_SECRETS })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })

  test('a constraint that names no role refuses everybody', async () => {
    const { diagnosis } = await desk.diagnose(`${server.origin}/nobody/page.html`, '--as', 'member')

    expect(diagnosis.denial).toMatchObject(tomcat('insufficient-permissions'))
  })

  test('nothing unsafe was sent but what was approved', () => {
    const lines = readFileSync(join(server.folder, 'logs/access.log'), 'utf8').split('\n')

    expect(unsafeOf(lines.map((line) => line.split('"')[1] ?? ''))).toEqual(['PUT /files/page.html HTTP/1.1'])
  })
})
