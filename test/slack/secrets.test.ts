import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { workDelivery } from '../../src/slack/receiver/work-delivery.ts'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { receive } from '../../src/store/slack/slack-inbox.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())

const CURL = `curl -X POST '${URL_OK}?token=CANARY-query' -H 'Authorization: Bearer CANARY-bearer' -H 'X-Api-Key: CANARY-key' -b 'sid=CANARY-cookie' -u ada:CANARY-password -d '{"password":"CANARY-body"}'`

async function everything(): Promise<string> {
  const { db } = world.powers.store
  const tables = await Promise.all(
    ['incident_events', 'incidents', 'slack_inbox', 'slack_messages', 'sealed_secrets'].map((table) =>
      db.execute(sql.raw(`select * from ${table}`)),
    ),
  )
  return JSON.stringify([world.slack.calls, world.deps.lines, tables])
}

test('the secrets of a pasted curl command reach no table, no log line and no call to Slack', async () => {
  const { slack } = world
  await slack.command('ada', 'incidents', `/why403 ${CURL}`)
  await slack.until(() => JSON.stringify(slack.messages({ channel: 'incidents', byApp: true })).includes('Who is asking?'))
  await slack.command('ada', 'incidents', `/why403 ${CURL} 'an open quote`)
  await slack.command('ada', 'incidents', '/why403 https://ada:CANARY-userinfo@elsewhere.test/?key=CANARY-unlisted')

  expect(await everything()).not.toContain('CANARY')
})

test('a form filled in from a message shows no secret, and sends it all the same', async () => {
  const { slack } = world
  const { message } = slack.say('ada', 'incidents', CURL)
  await slack.messageShortcut('ada', message, 'why403_from_message')
  await slack.until(() => slack.modal('ada'))
  const before = (await listIncidents(world.powers.store.db, { limit: 1 }))[0]?.incident ?? 0

  await slack.submit('ada', slack.modal('ada') as never, {})

  const [newest] = await listIncidents(world.powers.store.db, { limit: 1 })
  expect(newest).toMatchObject({ incident: before + 1, method: 'POST' })
  expect(await everything()).not.toContain('CANARY')
  expect((await readView(world.powers, before + 1)).subject).toBe('request')
})

test('why a delivery failed is kept without its secrets, however long it is', async () => {
  const { powers } = world
  const { store } = powers
  const words = `${'x'.repeat(250)} Authorization: Bearer CANARY-bearer-0123456789abcdef0123456789abcdef`
  const failing = { ...powers, run: () => Promise.reject(new TypeError(words)) }
  await receive(store.db, store.vault, { key: 'event/failing', kind: 'event', payload: {}, at: new Date(), owner: store.owner })

  for (const attempts of [1, 8]) {
    await workDelivery(failing, { body: {}, key: 'event/failing', redriven: true, ack: async () => false }, attempts)
    const rows = await store.db.execute(sql.raw("select last_error from slack_inbox where key = 'event/failing'"))
    expect(JSON.stringify(rows)).toContain('xxx')
    expect(JSON.stringify(rows)).not.toMatch(/CANARY/)
  }
})
