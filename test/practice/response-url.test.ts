import { expect, test } from 'vitest'
import { errorIn, openStandIn, stoppedClock } from './open-stand-in.ts'

const answerTo = (url: unknown, body: object) =>
  fetch(String(url), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

async function pressed(more: Parameters<typeof openStandIn>[0] = {}) {
  const opened = await openStandIn(more)
  const elements = [{ type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } }]
  const card = await opened.client.chat.postMessage({
    channel: 'C0INCIDENT',
    text: 'card',
    blocks: [{ type: 'actions', elements }] as never,
  })
  const [message] = opened.slack.messages({ channel: 'incidents' })
  if (!message) throw new Error('no card')
  await opened.slack.press('ada', message, 'Go')
  return { ...opened, card, message, url: opened.received.at(-1)?.body.response_url }
}

test('a response_url is good for five answers', async () => {
  const { url } = await pressed()

  const statuses = []
  for (let count = 0; count < 6; count++) statuses.push((await answerTo(url, { text: `${count}` })).status)

  expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
})

test('a response_url is good for thirty minutes', async () => {
  const clock = stoppedClock()
  const { url } = await pressed({ now: clock.now })
  clock.move(30 * 60_000 + 1)

  const late = await answerTo(url, { text: 'late' })

  expect([late.status, await errorIn(late)]).toEqual([404, 'expired_url'])
})

test('an answer replaces or deletes the pressed message only when it says so', async () => {
  const { url, slack, message } = await pressed()

  await answerTo(url, { text: 'beside' })
  expect(message.text).toBe('card')
  await answerTo(url, { text: 'instead', replace_original: true })
  expect(message).toMatchObject({ text: 'instead' })
  expect(message.blocks).toBeUndefined()
  await answerTo(url, { delete_original: true })
  expect(slack.messages({ channel: 'incidents', viewer: 'ada' }).map((one) => one.text)).toEqual(['beside'])
})

test('an answer is for the presser alone unless it says in_channel, and may go into a thread', async () => {
  const { url, slack, card } = await pressed()

  await answerTo(url, { text: 'psst' })
  await answerTo(url, { text: 'all', response_type: 'in_channel', thread_ts: card.ts })

  expect(slack.messages({ viewer: 'grace' }).map((one) => one.text)).toEqual(['card', 'all'])
  expect(slack.messages({ thread: card.ts ?? '' }).map((one) => one.text)).toEqual(['card', 'all'])
})

test('an answer with wrong blocks is refused with the reason', async () => {
  const { url } = await pressed()

  const refused = await answerTo(url, { blocks: [{ type: 'nothing' }] })

  expect([refused.status, await errorIn(refused)]).toEqual([400, 'invalid_blocks'])
})
