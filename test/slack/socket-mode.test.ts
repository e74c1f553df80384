import { afterAll, beforeAll, expect, test } from 'vitest'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld({ socketMode: true, walks: false })
})
afterAll(() => world.close())

const incidents = () => listIncidents(world.powers.store.db, { limit: 10 })
const connections = () => world.slack.socketMode?.connections()
const connected = () => expect.poll(connections, { timeout: 15_000 }).toBe(1)

test('a command over the socket is stored, then answered', async () => {
  await connected()

  const answer = await world.slack.command('ada', 'incidents', `/why403 ${URL_OK}`)

  expect(JSON.stringify(answer)).toContain('INC-1 is open')
  expect((await incidents()).length).toBe(1)
})

test('after Slack breaks the connection it is made anew, and mentions arrive', async () => {
  await connected()
  world.slack.socketMode?.drop()
  await expect.poll(connections).toBe(0)
  await connected()

  await world.slack.mention('ada', 'incidents', URL_OK)

  await world.slack.until(() => world.slack.messages({ channel: 'incidents', byApp: true }).length >= 2, 10_000)
  expect((await incidents()).length).toBe(2)
})
