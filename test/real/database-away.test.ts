import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { IncidentView } from '../../src/incidents/view.ts'
import { cardThatOffers, incidentIn, messageWith, read } from '../app/drive.ts'
import { startTestApp, type TestApp } from '../app/start-app.ts'
import { TEST_KEY } from '../store/open-test-store.ts'
import { freePort } from './free-port.ts'
import { PASSWORD, POSTGRES_MISSING, type PostgresServer, startPostgres } from './postgres-server.ts'
import { dataFolder, spawnWhy403 } from './start-why403.ts'

const NEW_HERE = 'It is new: nothing was ever allowed here'
const BACK_MS = 30_000
const secretKey = Buffer.from(TEST_KEY).toString('base64')

describe.skipIf(POSTGRES_MISSING)(`while the PostgreSQL server is away${POSTGRES_MISSING ? `: ${POSTGRES_MISSING}` : ''}`, () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.remove())

  test('at start the process lives, says what it waits for, and is ready by itself when the server comes', async () => {
    const databaseUrl = await server.newDatabase()
    await server.stop()
    const url = `http://127.0.0.1:${await freePort()}`
    const why403 = spawnWhy403(await dataFolder(), {
      PORT: new URL(url).port,
      DATABASE_URL: databaseUrl,
      WHY403_SECRET_KEY: secretKey,
      LOG_LEVEL: 'warn',
    })
    const statusOf = async (path: string, init?: RequestInit) => (await fetch(`${url}${path}`, init).catch(() => undefined))?.status
    await expect.poll(() => statusOf('/healthz'), { timeout: BACK_MS }).toBe(200)
    await expect.poll(() => why403.said(), { timeout: BACK_MS }).toContain('does not answer')

    expect(await statusOf('/readyz')).toBe(503)
    expect(await statusOf('/slack/events', { method: 'POST', body: 'x' })).toBe(503)
    expect(await (await fetch(`${url}/practice`)).text()).toContain('does not answer')
    expect(why403.said()).not.toContain(PASSWORD)
    await server.start()
    await expect.poll(() => statusOf('/readyz'), { timeout: BACK_MS }).toBe(200)
    await expect.poll(() => why403.said(), { timeout: BACK_MS }).toContain('is ready')
    expect(await statusOf('/practice')).toBe(200)
  })

  describe('in the middle', () => {
    let at: TestApp
    beforeEach(async () => {
      const databaseUrl = await server.newDatabase()
      at = await startTestApp({ env: { DATABASE_URL: databaseUrl, WHY403_SECRET_KEY: secretKey }, retryDelaysMs: [100, 3_000, 20_000] })
    })
    afterEach(() => at.stop())

    const toldTo = (viewer: string) =>
      at.slack
        .messages({ channel: 'incidents', viewer })
        .filter((message) => message.onlyFor)
        .map(read)
        .join('\n')
    const ask = (path: string) => at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}${path} as member`)
    const ready = async () => (await fetch(`${at.url}/readyz`)).status
    const viewOf = async (incident: number) => IncidentView.parse(await (await at.api(`/incidents/${incident}`)).json())
    const incidents = async () => ((await (await at.api('/incidents')).json()) as { incidents: object[] }).incidents

    test.each(['SIGINT', 'SIGQUIT'] as const)(
      'people are told (%s), nothing is lost or doubled, and all goes on when it is back',
      async (signal) => {
        await ask('/mesh/aurora/reports')
        const asking = await cardThatOffers(at, '/mesh/aurora/reports', NEW_HERE)
        const incident = incidentIn(read(asking))
        await at.slack.command('grace', 'incidents', '/why403')
        await at.slack.until(() => at.slack.modal('grace'))

        await server.stop(signal)
        await ask('/mesh/aurora/metrics')
        await at.slack.choose('ada', asking, NEW_HERE)
        const form = at.slack.modal('grace')
        if (!form) throw new Error('no form is open')
        const submitted = await at.slack.submit('grace', form, { request: `${at.targetUrl}/mesh/aurora/traces` })
        const mentioned = at.slack.mention('alan', 'incidents', `${at.targetUrl}/mesh/aurora/alerts`)
        await expect.poll(() => toldTo('ada').split('nothing was lost').length - 1, { timeout: BACK_MS }).toBe(2)
        expect(JSON.stringify(submitted.errors)).toContain('nothing was lost')
        expect((await at.api('/incidents')).status).toBe(503)
        expect((await fetch(`${at.url}/healthz`)).status).toBe(200)
        expect(await ready()).toBe(503)

        await server.start()
        await expect.poll(ready, { timeout: BACK_MS }).toBe(200)
        await mentioned
        await cardThatOffers(at, '/mesh/aurora/alerts', NEW_HERE)
        expect(await at.slack.submit('grace', form, { request: `${at.targetUrl}/mesh/aurora/traces` })).toMatchObject({ errors: {} })
        await at.slack.choose('ada', asking, NEW_HERE)
        await messageWith(at, '/mesh/aurora/reports', 'Outcome')

        expect((await viewOf(incident)).path.filter(({ left }) => left?.by === 'answer')).toHaveLength(1)
        expect(await incidents()).toHaveLength(3)
        expect(at.lines.join('\n')).not.toContain(PASSWORD)
      },
    )

    test('a walk that was under way is finished when it is back', async () => {
      await ask('/hostile/slow')
      await expect.poll(async () => (await viewOf(1)).state, { timeout: BACK_MS }).toBe('checking')

      await server.stop('SIGQUIT')
      await expect.poll(ready, { timeout: BACK_MS }).toBe(503)
      await server.start()

      await expect.poll(async () => (await viewOf(1).catch(() => undefined))?.state, { timeout: 60_000 }).toBe('concluded')
      await messageWith(at, '/hostile/slow', 'Nothing answers')
    })
  })
})
