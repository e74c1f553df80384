import { afterAll, beforeAll, describe, test } from 'vitest'
import { type ForegroundServer, findBinary } from '../foreground-server.ts'
import { casesOf, logsIn, openServerDesk } from '../server-cases.ts'
import type { Desk } from '../serving-desk.ts'
import { hasTomcat, startTomcat, TOMCAT_FILES, TOMCAT_IDENTITIES, TOMCAT_SECRETS, TOMCAT_USERS, TOMCAT_WEB } from '../tomcat-server.ts'
import { expectWalk, type WalkCase } from '../walk-case.ts'

const JAVA = findBinary('java')
const MISSING = JAVA && hasTomcat() ? '' : ': no Tomcat here (Debian: apt-get install tomcat10 default-jre-headless)'
const RUNS = 2

const { told } = casesOf({ layer: 'web-server', product: 'tomcat' })

/** What valves and filters say of themselves at FINE. */
const CASES: WalkCase[] = [
  told('RemoteAddrFilter', '/office/page.html', 'ip-or-geo-restriction', 'RequestFilter'),
  told('the CSRF filter', '/form/page.html', 'session-state', 'CsrfPreventionFilter'),
]

describe.skipIf(MISSING)(`Tomcat with its log${MISSING}`, () => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    server = await startTomcat({ java: JAVA ?? '', context: '', web: TOMCAT_WEB, users: TOMCAT_USERS, files: TOMCAT_FILES })
    const settings = [logsIn(server.folder, 'logs/tomcat.log', 'logs/access.log')]
    desk = await openServerDesk({ origin: server.origin, identities: TOMCAT_IDENTITIES, secrets: TOMCAT_SECRETS, settings })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, server.origin, walk, RUNS)
  })
})

describe.skipIf(MISSING)(`Tomcat with a RemoteAddrValve${MISSING}`, () => {
  let server: ForegroundServer
  let desk: Desk

  beforeAll(async () => {
    const context = '<Valve className="org.apache.catalina.valves.RemoteAddrValve" allow="10\\.20\\..*"/>'
    server = await startTomcat({ java: JAVA ?? '', context, web: '', users: TOMCAT_USERS, files: TOMCAT_FILES })
    const settings = [logsIn(server.folder, 'logs/tomcat.log')]
    desk = await openServerDesk({ origin: server.origin, identities: TOMCAT_IDENTITIES, secrets: TOMCAT_SECRETS, settings })
  })
  afterAll(async () => {
    await desk?.close()
    await server?.stop()
  })

  test('it names the valve', async () => {
    await expectWalk(desk, server.origin, told('', '/files/page.html', 'ip-or-geo-restriction', 'RequestFilterValve'), RUNS)
  })
})
