import { expect, test } from 'vitest'
import { errorIn, openStandIn, stoppedClock } from './open-stand-in.ts'

const INCIDENTS = 'C0INCIDENT'

async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'ok'
  } catch (error) {
    return (error as { data?: { error?: string } }).data?.error ?? String(error)
  }
}

test('a call without a token, with a wrong one, or with the other kind is refused by name', async () => {
  const { clientWith, slack } = await openStandIn()

  expect(await codeOf(clientWith('').auth.test())).toBe('not_authed')
  expect(await codeOf(clientWith('xoxb-other').auth.test())).toBe('invalid_auth')
  expect(await codeOf(clientWith('xapp-1').auth.test())).toBe('not_allowed_token_type')
  expect(await codeOf(clientWith('xapp-1').apps.connections.open())).toBe('ok')
  expect(slack.calls.some((call) => JSON.stringify(call).includes('xoxb-other'))).toBe(false)
})

test('arguments are read from JSON bodies as from forms', async () => {
  const { slack } = await openStandIn()
  const send = (body: string, type: string) =>
    fetch(`${slack.apiUrl()}chat.postMessage`, { method: 'POST', body, headers: { 'content-type': type, authorization: 'Bearer xoxb-1' } })

  const json = await send(JSON.stringify({ channel: INCIDENTS, text: 'json' }), 'application/json; charset=utf-8')
  const form = await send(`channel=${INCIDENTS}&text=form`, 'application/x-www-form-urlencoded')
  const neither = await send('<xml/>', 'text/xml')

  expect([await errorIn(json), await errorIn(form)]).toEqual([undefined, undefined])
  expect(await errorIn(neither)).toBe('invalid_post_type')
})

test('a missing argument, an unknown method and a missing scope are named', async () => {
  const { client } = await openStandIn({ scopes: ['chat:write'] })

  expect(await codeOf(client.apiCall('chat.postMessage', { text: 'x' }))).toBe('invalid_arguments')
  expect(await codeOf(client.apiCall('chat.fly', {}))).toBe('unknown_method')
  expect(await codeOf(client.users.info({ user: 'U0ADALOVEL' }))).toBe('missing_scope')
})

test('a private channel is not there for the app until it is invited', async () => {
  const { slack, client } = await openStandIn()
  const post = () => codeOf(client.chat.postMessage({ channel: 'G0LEADS001', text: 'x' }))

  expect(await post()).toBe('channel_not_found')
  slack.invite('ada', 'leads')
  expect(await post()).toBe('ok')
})

test('history of a public channel that the app is no member of is refused', async () => {
  const { client } = await openStandIn()

  expect(await codeOf(client.conversations.history({ channel: 'C0GENERAL1' }))).toBe('not_in_channel')
})

test('a thread is replied to by its first message, and only by it', async () => {
  const { client } = await openStandIn()
  const root = await client.chat.postMessage({ channel: INCIDENTS, text: 'root' })
  const reply = await client.chat.postMessage({ channel: INCIDENTS, text: 'reply', thread_ts: root.ts })

  expect(await codeOf(client.chat.postMessage({ channel: INCIDENTS, text: 'x', thread_ts: reply.ts }))).toBe('invalid_thread_ts')
  expect(await codeOf(client.chat.postMessage({ channel: INCIDENTS, text: 'x', thread_ts: '1.000001' }))).toBe('invalid_thread_ts')
  const thread = await client.conversations.replies({ channel: INCIDENTS, ts: root.ts as string })
  expect(thread.messages?.map((message) => message.text)).toEqual(['root', 'reply'])
})

test('metadata comes back only when it is asked for, and is limited', async () => {
  const { client } = await openStandIn()
  const metadata = { event_type: 'card', event_payload: { outbox_id: '7' } }
  const root = await client.chat.postMessage({ channel: INCIDENTS, text: 'root', metadata })
  const read = async (all: boolean) =>
    (await client.conversations.replies({ channel: INCIDENTS, ts: root.ts as string, include_all_metadata: all })).messages?.[0]

  expect((await read(true))?.metadata?.event_payload).toEqual({ outbox_id: '7' })
  expect((await read(false))?.metadata).toBeUndefined()
  const large = { event_type: 'card', event_payload: { text: 'x'.repeat(17_000) } }
  expect(await codeOf(client.chat.postMessage({ channel: INCIDENTS, text: 'x', metadata: large }))).toBe('metadata_too_large')
})

test('only messages of the app can be edited or deleted, and only those that are there', async () => {
  const { slack, client } = await openStandIn()
  const { message } = slack.say('ada', 'incidents', 'mine')
  const own = await client.chat.postMessage({ channel: INCIDENTS, text: 'own' })
  const update = (ts: string, text: string) => codeOf(client.chat.update({ channel: INCIDENTS, ts, text }))

  expect(await update(message.ts, 'x')).toBe('cant_update_message')
  expect(await codeOf(client.chat.delete({ channel: INCIDENTS, ts: message.ts }))).toBe('cant_delete_message')
  expect(await update('1.000001', 'x')).toBe('message_not_found')
  expect(await update(own.ts as string, 'x'.repeat(4001))).toBe('msg_too_long')
  expect(await update(own.ts as string, 'edited')).toBe('ok')
})

test('an ephemeral message is seen by its person alone and cannot be edited', async () => {
  const { slack, client } = await openStandIn()
  const posted = await client.chat.postEphemeral({ channel: INCIDENTS, user: 'U0ADALOVEL', text: 'psst' })

  expect(slack.messages({ viewer: 'ada' }).map((message) => message.text)).toContain('psst')
  expect(slack.messages({ viewer: 'grace' })).toEqual([])
  expect(await codeOf(client.chat.update({ channel: INCIDENTS, ts: posted.message_ts as string, text: 'x' }))).toBe('message_not_found')
  expect(await codeOf(client.chat.postEphemeral({ channel: 'C0GENERAL1', user: 'U0NOBODY00', text: 'x' }))).toBe('user_not_found')
})

test('message ids grow even while the clock stands still', async () => {
  const clock = stoppedClock()
  const { slack } = await openStandIn({ now: clock.now })

  const ts = Array.from({ length: 50 }, () => slack.say('ada', 'incidents', 'x').message.ts)

  expect(ts.toSorted()).toEqual(ts)
  expect(new Set(ts).size).toBe(50)
})

test('rate tiers answer 429 with the seconds to wait, and let calls through again after them', async () => {
  const clock = stoppedClock()
  const { slack } = await openStandIn({ now: clock.now, rateTiers: true })
  const post = () =>
    fetch(`${slack.apiUrl()}chat.postMessage`, {
      method: 'POST',
      body: JSON.stringify({ channel: INCIDENTS, text: 'x' }),
      headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-1' },
    })

  const statuses = []
  for (let count = 0; count < 5; count++) statuses.push((await post()).status)
  const refused = await post()
  clock.move(Number(refused.headers.get('retry-after')) * 1000 + 1)

  expect(statuses).toEqual([200, 200, 200, 200, 429])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await post()).status).toBe(200)
})
