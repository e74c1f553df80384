import { expect, test } from 'vitest'
import { openStandIn, stoppedClock } from './open-stand-in.ts'

const text = (words: string) => ({ type: 'plain_text', text: words })
const option = (value: string) => ({ text: text(value.toUpperCase()), value })
const form = (more: object = {}) => ({
  type: 'modal' as const,
  title: text('Resolve'),
  submit: text('Save'),
  blocks: [
    { type: 'input', block_id: 'rule', label: text('Rule'), element: { type: 'plain_text_input', action_id: 'v', max_length: 10 } },
    {
      type: 'input',
      block_id: 'layer',
      label: text('Layer'),
      element: { type: 'static_select', action_id: 'v', options: [option('waf'), option('cdn')], initial_option: option('cdn') },
    },
  ],
  ...more,
})

async function opened(more: Parameters<typeof openStandIn>[0] = {}) {
  const standIn = await openStandIn(more)
  await standIn.slack.globalShortcut('ada')
  const trigger_id = String(standIn.received.at(-1)?.body.trigger_id)
  const open = (trigger = trigger_id, view: object = form()) => standIn.client.views.open({ trigger_id: trigger, view: view as never })
  const modal = () => {
    const view = standIn.slack.modal('ada')
    if (!view) throw new Error('no modal is open')
    return view
  }
  return { ...standIn, open, modal, trigger_id }
}

const errorOf = (call: Promise<unknown>) =>
  call.then(
    () => 'ok',
    (error) => error.data?.error,
  )

test('a trigger opens one modal, within three seconds', async () => {
  const clock = stoppedClock()
  const { open, slack, received } = await opened({ now: clock.now })

  expect(await errorOf(open())).toBe('ok')
  expect(await errorOf(open())).toBe('exchanged_trigger_id')
  expect(await errorOf(open('1.2.3'))).toBe('invalid_trigger_id')
  await slack.globalShortcut('ada')
  clock.move(3001)
  expect(await errorOf(open(String(received.at(-1)?.body.trigger_id)))).toBe('expired_trigger_id')
})

test('a submission carries what was filled in and what stood there, and closes the modal', async () => {
  const { open, modal, slack, received } = await opened()
  await open()

  await slack.submit('ada', modal(), { Rule: '942100' })

  expect(received.at(-1)?.body).toMatchObject({
    type: 'view_submission',
    view: {
      state: {
        values: { rule: { v: { type: 'plain_text_input', value: '942100' } }, layer: { v: { selected_option: { value: 'cdn' } } } },
      },
    },
  })
  expect(slack.modal('ada')).toBeUndefined()
})

test('what Slack itself refuses never reaches the app', async () => {
  const { open, modal, slack, received } = await opened()
  await open()
  const before = received.length

  const empty = await slack.submit('ada', modal())
  const long = await slack.submit('ada', modal(), { Rule: 'x'.repeat(11) })

  expect([Object.keys(empty.errors), Object.keys(long.errors)]).toEqual([['rule'], ['rule']])
  expect(received.length).toBe(before)
})

test("the app's errors stay in the modal; errors for a block that is no input are a bad answer", async () => {
  const answers: object[] = [{ rule: 'unknown rule' }, { nowhere: 'x' }]
  const answer = ({ body }: { body: Record<string, unknown> }) =>
    body.type === 'view_submission' ? Response.json({ response_action: 'errors', errors: answers.shift() }) : new Response('')
  const { open, modal, slack } = await opened({ answer })
  await open()

  expect((await slack.submit('ada', modal(), { Rule: 'x' })).errors).toEqual({ rule: 'unknown rule' })
  expect((await slack.submit('ada', modal(), { Rule: 'x' })).failure).toContain('nowhere')
  expect(slack.modal('ada')).toBeDefined()
})

test('an update with an old hash is refused', async () => {
  const { open, modal, client } = await opened()
  await open()
  const { id, hash } = modal()
  const update = () => client.views.update({ view_id: id, hash, view: form() as never })

  expect(await errorOf(update())).toBe('ok')
  expect(await errorOf(update())).toBe('hash_conflict')
  expect(await errorOf(client.views.update({ view_id: 'V0NOTHING', view: form() as never }))).toBe('not_found')
})

test('three modals lie on each other at most, and only a press in a modal can push', async () => {
  const withButton = form({
    blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'more', text: text('More') }] }],
    submit: undefined,
  })
  const { open, modal, slack, client, received, trigger_id } = await opened()
  expect(await errorOf(client.views.push({ trigger_id, view: withButton as never }))).toBe('invalid_trigger_id')
  await slack.globalShortcut('ada')
  await open(String(received.at(-1)?.body.trigger_id), withButton)

  const pushed = []
  for (let count = 0; count < 3; count++) {
    await slack.press('ada', modal(), 'More')
    pushed.push(await errorOf(client.views.push({ trigger_id: String(received.at(-1)?.body.trigger_id), view: withButton as never })))
  }

  expect(pushed).toEqual(['ok', 'ok', 'push_limit_reached'])
})

test('closing is told to the app only when it asked for it', async () => {
  const { open, modal, slack, received } = await opened()
  await open(undefined, form({ notify_on_close: true, private_metadata: 'kept' }))

  await slack.close('ada', modal())

  expect(received.at(-1)?.body).toMatchObject({ type: 'view_closed', view: { private_metadata: 'kept' } })
  expect(slack.modal('ada')).toBeUndefined()
})

test('a home tab is published for one person and pressed there', async () => {
  const home = { type: 'home' as const, blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: text('Go') }] }] }
  const { slack, client, received } = await openStandIn()
  await slack.openHome('grace')
  await client.views.publish({ user_id: 'U0GRACEHOP', view: home as never })
  const view = slack.home('grace')
  if (!view) throw new Error('no home')

  await slack.press('grace', view, 'Go')

  expect(received.map((one) => (one.body.event as { type?: string })?.type ?? one.body.type)).toEqual(['app_home_opened', 'block_actions'])
  expect(slack.home('ada')).toBeUndefined()
})
