import { afterAll, beforeAll, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { eventParcel, interactionParcel } from '../../src/practice/delivery/parcels.ts'
import { APP } from '../../src/practice/workspace/state.ts'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { listUnfinished } from '../../src/store/slack/slack-inbox.ts'
import { lookAt } from './look-at.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
const { asked, lastWhisper } = lookAt(() => world)

const opened = async (url: string) => (await listIncidents(world.powers.store.db, { limit: 100 })).filter((one) => one.url === url).length

const unfinished = () => listUnfinished(world.powers.store.db, { now: new Date(Date.now() + 3_600_000) })

/** A mention as Slack tells of it. `more` are fields of the event. */
function mention(url: string, more: Record<string, unknown> = {}) {
  const { message } = world.slack.say('ada', 'incidents', `look at ${url}`)
  const event = { type: 'app_mention', user: message.user, text: `<@${APP.botUserId}> <${url}>`, ts: message.ts, channel: message.channel }
  return { type: 'event_callback', team_id: APP.teamId, event: { ...event, ...more } }
}
const send = (payload: object, retry?: { num: number; reason: string }) =>
  world.slack.core.send(eventParcel({ event_id: `Ev${crypto.randomUUID()}`, ...payload }, retry))

test('one message that two events tell of, each of them repeated, opens one incident', async () => {
  const url = `${URL_OK}/twice`
  const payload = mention(url)
  const one = { ...payload, event_id: 'EvONE' }

  await Promise.all([
    send(one),
    send(payload),
    send(one, { num: 1, reason: 'http_timeout' }),
    send(payload, { num: 2, reason: 'http_error' }),
  ])

  await expect.poll(() => opened(url), { timeout: 10_000 }).toBe(1)
  await send(one, { num: 3, reason: 'http_error' })
  await expect.poll(unfinished, { timeout: 10_000 }).toEqual([])
  expect(await opened(url)).toBe(1)
})

test('mentions that arrive in another order than they were written open one incident each', async () => {
  const [first, second] = [mention(`${URL_OK}/first`), mention(`${URL_OK}/second`)]

  await send(second)
  await send(first)

  await expect.poll(() => opened(`${URL_OK}/first`), { timeout: 10_000 }).toBe(1)
  await expect.poll(() => opened(`${URL_OK}/second`), { timeout: 10_000 }).toBe(1)
})

test.each([
  ['an edit of a message', { edited: { user: 'U0ADALOVEL', ts: '1.2' } }],
  ['another bot', { bot_id: 'B0OTHERBOT', app_id: 'A0OTHER' }],
  ['why403 itself', { bot_id: APP.botId, user: APP.botUserId }],
])('%s opens nothing', async (who, more) => {
  const url = `${URL_OK}/${who.length}`

  expect(await send(mention(url, more))).toMatchObject({ outcome: 'answered', status: 200 })

  await expect.poll(unfinished, { timeout: 10_000 }).toEqual([])
  expect(await opened(url)).toBe(0)
})

test('a press in an organisation, which names no team, answers like any other', async () => {
  const { incident } = await asked()
  const { question } = await readView(world.powers, incident)
  const value = JSON.stringify({ i: incident, q: question?.seq, a: 1 })
  const press = {
    type: 'block_actions',
    team: null,
    enterprise: { id: 'E0ORG' },
    is_enterprise_install: true,
    user: { id: 'W0ADALOVEL', username: 'ada', team_id: 'T0OTHER' },
    actions: [{ action_id: 'why403_answer:1', type: 'button', value, action_ts: '1.1' }],
    trigger_id: '1.2.3',
  }

  const [one, again] = await Promise.all([world.slack.core.send(interactionParcel(press)), world.slack.core.send(interactionParcel(press))])

  expect([one, again]).toMatchObject([{ status: 200 }, { status: 200 }])
  await expect.poll(async () => (await readView(world.powers, incident)).state, { timeout: 10_000 }).toBe('concluded')
  expect((await readView(world.powers, incident)).path.filter(({ left }) => left?.by === 'answer').map(({ left }) => left?.who)).toEqual([
    'ada',
  ])
})

test('two presses of one person on one question count once, and the second is told that the first did', async () => {
  const { slack } = world
  const { incident, card } = await asked()
  const drawn = structuredClone(card())

  await Promise.all([slack.press('radia', drawn, 'No, it is new'), slack.press('radia', drawn, 'No, it is new')])

  await lastWhisper('radia', 'Your first press counted')
  expect((await readView(world.powers, incident)).path.filter(({ left }) => left?.by === 'answer').length).toBe(1)
})
