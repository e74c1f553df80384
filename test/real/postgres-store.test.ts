import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { TEST_KEY } from '../store/open-test-store.ts'
import { incidentLogSuite } from '../store/suites/incident-log-suite.ts'
import { jobSuite } from '../store/suites/job-suite.ts'
import { keepingSuite } from '../store/suites/keeping-suite.ts'
import { leaseSuite } from '../store/suites/lease-suite.ts'
import { ruleSuite } from '../store/suites/rule-suite.ts'
import { slackSuite } from '../store/suites/slack-suite.ts'
import { testDeps } from '../store/test-deps.ts'
import { PASSWORD, POSTGRES_MISSING, type PostgresServer, startPostgres } from './postgres-server.ts'

describe.skipIf(POSTGRES_MISSING)(`the store on a PostgreSQL server${POSTGRES_MISSING ? `: ${POSTGRES_MISSING}` : ''}`, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.remove())

  const openAt = (databaseUrl: string, secretKey = TEST_KEY) =>
    openStore({ databaseUrl, dataDir: '/nonexistent', secretKey, deps: testDeps() })
  const open = async () => openAt(await server.newDatabase())

  incidentLogSuite(open)
  leaseSuite(open)
  ruleSuite(open)
  slackSuite(open)
  keepingSuite(open)
  jobSuite(open)

  test('replicas that start at once on an empty database all open it', async () => {
    const url = await server.newDatabase()

    const stores = await Promise.all([openAt(url), openAt(url), openAt(url)])

    expect(await Promise.all(stores.map((store) => store.ready()))).toEqual(
      Array(3).fill({ database: true, migrations: true, queue: true }),
    )
    await Promise.all(stores.map((store) => store.close()))
  })

  test('another secret key is refused', async () => {
    const url = await server.newDatabase()
    await (await openAt(url)).close()

    await expect(openAt(url, new Uint8Array(32).fill(8))).rejects.toMatchObject({ code: 'store.schema' })
  })

  test('a wrong password and a missing database are said without the password', async () => {
    const url = await server.newDatabase()
    const wrong = await openAt(url.replace(PASSWORD, 'wrong-canary')).catch((error: unknown) => error)
    const missing = await openAt(`${url}_none`).catch((error: unknown) => error)

    for (const refusal of [wrong, missing]) {
      expect(refusal).toMatchObject({ code: 'store.unavailable' })
      expect(String(refusal)).not.toContain('canary')
    }
  })
})
