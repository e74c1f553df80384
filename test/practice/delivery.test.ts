import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { openStandIn } from './open-stand-in.ts'

test('every delivery is signed over its raw body with the current time', async () => {
  const { slack, received } = await openStandIn()
  await slack.command('ada', 'incidents', '/why403 list')

  const { headers, text } = received[0] ?? { headers: new Headers(), text: '' }
  const timestamp = headers.get('x-slack-request-timestamp')
  const digest = createHmac('sha256', 'signing-secret').update(`v0:${timestamp}:${text}`).digest('hex')
  expect(headers.get('x-slack-signature')).toBe(`v0=${digest}`)
  expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60)
})

test("a command's text is escaped as Slack escapes it, and names become ids", async () => {
  const { slack, received } = await openStandIn()

  await slack.command('ada', 'incidents', '/why403 https://x.test/?a=1&b=<2> as @grace')

  expect(received[0]?.body).toMatchObject({
    command: '/why403',
    text: 'https://x.test/?a=1&amp;b=&lt;2&gt; as <@U0GRACEHOP|grace>',
    channel_name: 'incidents',
    user_id: 'U0ADALOVEL',
  })
})

test('interactions come as a form with a charset, events as JSON', async () => {
  const { slack, received } = await openStandIn()

  await slack.globalShortcut('ada')
  await slack.mention('ada', 'incidents', 'hello')

  expect(received.map((one) => one.headers.get('content-type'))).toEqual([
    'application/x-www-form-urlencoded; charset=utf-8',
    'application/json',
  ])
})

test('a mention in a thread names the thread; addresses are links; nothing is sent where the app is no member', async () => {
  const { slack, received } = await openStandIn()
  const root = slack.say('ada', 'incidents', 'root').message

  await slack.mention('grace', 'incidents', 'https://x.test/a?b=1&c=2', root.ts)
  await slack.mention('ada', 'general', 'https://x.test/')

  expect(received).toHaveLength(1)
  expect(received[0]?.body.event).toMatchObject({
    type: 'app_mention',
    thread_ts: root.ts,
    text: '<@U0WHY403BT> <https://x.test/a?b=1&amp;c=2>',
  })
})

test('an event is sent again up to three times with its number and the same id, until it is taken', async () => {
  const { slack, received } = await openStandIn({ answer: () => new Response('no', { status: 503 }) })

  await slack.mention('ada', 'incidents', 'hello')

  expect(received.map((one) => one.headers.get('x-slack-retry-num'))).toEqual([null, '1', '2', '3'])
  expect(received[1]?.headers.get('x-slack-retry-reason')).toBe('http_error')
  expect(new Set(received.map((one) => one.body.event_id)).size).toBe(1)
})

test('an event is not sent again when the app says so', async () => {
  const { slack, received } = await openStandIn({ answer: () => new Response('no', { status: 503, headers: { 'x-slack-no-retry': '1' } }) })

  await slack.mention('ada', 'incidents', 'hello')

  expect(received).toHaveLength(1)
})

const FAILURES: [string, () => Response | Promise<Response>, string][] = [
  ['answers too late', () => new Promise<Response>(() => {}), 'operation_timeout'],
  ['ends in 500', () => new Response('', { status: 500 }), 'http_service_error'],
  ['is not found', () => new Response('', { status: 404 }), 'http_client_error'],
  ['breaks', () => Promise.reject(new Error('gone')), 'dispatch_failed'],
  ['answers blocks that Slack refuses', () => Response.json({ blocks: [{ type: 'x' }] }), 'invalid_command_response'],
]
test.each(FAILURES)('a command that %s is told to the person alone', async (_name, answer, word) => {
  const { slack } = await openStandIn({ timeoutMs: 40, deliver: async () => answer() })

  await slack.command('ada', 'incidents', '/why403 list')

  expect(slack.messages({ viewer: 'ada' }).map((message) => message.text)).toEqual([`/why403 failed with the error "${word}"`])
  expect(slack.messages({ viewer: 'grace' })).toEqual([])
})

test('a text or JSON answer to a command is shown to the person, in_channel to everybody', async () => {
  const answers = [new Response('only you'), Response.json({ text: 'all of you', response_type: 'in_channel' })]
  const { slack } = await openStandIn({ answer: () => answers.shift() ?? new Response('') })

  await slack.command('ada', 'incidents', '/why403 a')
  await slack.command('ada', 'incidents', '/why403 b')

  expect(slack.messages({ viewer: 'ada' }).map((message) => message.text)).toEqual(['only you', 'all of you'])
  expect(slack.messages({ viewer: 'grace' }).map((message) => message.text)).toEqual(['all of you'])
})
