import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction } from '../../src/store/database.ts'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { listUnfinished } from '../../src/store/slack/slack-inbox.ts'
import { payloadForm, signedRequest } from './signed-request.ts'
import { openSlackWorld, SIGNING_SECRET, URL_OK, type World } from './slack-world.ts'

type Sample = { name: string; json?: object; payload?: object; form?: string }
const SAMPLES: Sample[] = JSON.parse(readFileSync(join(import.meta.dirname, 'payloads/payloads.json'), 'utf8'))

let world: World
beforeAll(async () => {
  world = await openSlackWorld({ walks: false })
})
afterAll(() => world.close())

type More = Partial<Parameters<typeof signedRequest>[0]>
const send = (body: string, more: More = {}) => world.app.handle(signedRequest({ secret: SIGNING_SECRET, body, ...more }))
const json = (payload: object, more: More = {}) => send(JSON.stringify(payload), { contentType: 'application/json', ...more })
const command = (text: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    command: '/why403',
    text,
    team_id: 'T1',
    channel_id: 'C1',
    user_id: 'U1',
    user_name: 'ada',
    trigger_id: crypto.randomUUID(),
    ...more,
  }).toString()
const incidents = () => listIncidents(world.powers.store.db, { limit: 100 })
const unfinished = async (kind: string) =>
  (await listUnfinished(world.powers.store.db, { now: minutes(60) })).filter((key) => key.startsWith(kind))
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

describe('who may speak', () => {
  test('a wrong signature, none, and one of another secret are refused', async () => {
    const wrong = await send(command('help'), { signature: 'v0=00' })
    const none = await send(command('help'), { headers: { 'x-slack-signature': '' } })
    const other = await send(command('help'), { secret: 'other' })

    expect([wrong.status, none.status, other.status]).toEqual([401, 401, 401])
  })

  test('a request older or newer than five minutes is refused, one inside is not', async () => {
    const statuses = await Promise.all([-6, 6, -4, 4].map(async (count) => (await send(command('help'), { at: minutes(count) })).status))

    expect(statuses).toEqual([401, 401, 200, 200])
  })

  test('a body over 1 MiB is refused as too large, announced or not', async () => {
    const body = 'x'.repeat(1024 * 1024 + 1)
    const announced = await send(body, { headers: { 'content-length': String(body.length) } })
    const streamed = await world.app.handle(
      new Request('http://x/', { method: 'POST', body: new Blob([body]).stream(), duplex: 'half' } as RequestInit),
    )

    expect([announced.status, streamed.status]).toEqual([413, 413])
  })

  test('the challenge of a URL is answered when it is signed', async () => {
    const good = await json({ type: 'url_verification', challenge: 'abc' })
    const bad = await json({ type: 'url_verification', challenge: 'abc' }, { secret: 'other' })

    expect([await good.json(), bad.status]).toEqual([{ challenge: 'abc' }, 401])
  })

  test('a certificate check is answered unsigned, and what it smuggles is not read', async () => {
    const before = (await incidents()).length
    const response = await send(`ssl_check=1&${command(URL_OK)}`, { signature: 'none' })

    expect([response.status, await response.text(), (await incidents()).length]).toEqual([200, '', before])
  })
})

describe('what they say', () => {
  test('a form with a charset is read', async () => {
    const response = await send(command('help'), { contentType: 'application/x-www-form-urlencoded; charset=utf-8' })

    expect(await response.text()).toContain('/why403')
  })

  test.each(['{', '', 'payload=%7B', 'payload=7', 'a=b', '[]'])('%j is no payload: 400', async (body) => {
    expect((await send(body)).status).toBe(400)
  })

  test.each(SAMPLES)('$name is accepted', async ({ json: event, payload, form }) => {
    const response = event ? await json(event) : await send(form ?? payloadForm(payload ?? {}))

    expect(response.status).toBe(200)
  })

  test('an unknown button is answered kindly through its response_url', async () => {
    const heard: string[] = []
    const server = await listen(heard)
    const press = {
      type: 'block_actions',
      user: { id: 'U1' },
      team: { id: 'T1' },
      response_url: server.url,
      trigger_id: '9.9',
      actions: [{ action_id: 'old', type: 'button' }],
    }
    const response = await send(payloadForm(press))
    await server.heard

    expect(response.status).toBe(200)
    expect(heard[0]).toContain('older why403')
    server.close()
  })

  test.each([
    ['an event that why403 does not know', { type: 'message', channel: { id: ['x'] }, user: 7 }],
    ['a mention of a hostile shape', { type: 'app_mention', channel: { id: ['x'] }, item: 7, user: { id: null } }],
    ['an App Home of a hostile shape', { type: 'app_home_opened', user: ['U1'], view: 'x' }],
  ])('%s is answered, and nothing is left to be tried again', async (name, event) => {
    const response = await json({ team_id: { T1: 1 }, authorizations: 'x', type: 'event_callback', event_id: name, event })
    await expect.poll(() => unfinished('event'), { timeout: 10_000 }).toEqual([])

    expect(response.status).toBe(200)
  })

  test('a command without a person is answered and not tried again', async () => {
    const response = await send('command=%2Fwhy403&text=list')
    await expect.poll(() => unfinished('command')).toEqual([])

    expect(response.status).toBe(200)
  })

  test('a search in a menu gets options back', async () => {
    const response = await send(
      payloadForm({ type: 'block_suggestion', user: { id: 'U1' }, team: { id: 'T1' }, action_id: 'es', block_id: 'b', value: 'x' }),
    )

    expect(await response.json()).toEqual({ options: [] })
  })
})

describe('once and no more', () => {
  test('the same command three times opens one incident', async () => {
    const before = (await incidents()).length
    const body = command(URL_OK)
    const [first] = await Promise.all([send(body), send(body), send(body)])

    expect([first?.status, (await incidents()).length]).toEqual([200, before + 1])
  })

  test('the same event three times has one effect', async () => {
    const before = (await incidents()).length
    const event = { type: 'app_mention', text: `<@U0BOT> ${URL_OK}`, user: 'U1', channel: 'C1', ts: '5.5' }
    const payload = { team_id: 'T1', type: 'event_callback', event_id: 'Ev333', event }
    const responses = [await json(payload), await json(payload, { headers: { 'x-slack-retry-num': '1' } }), await json(payload)]

    expect(responses.map((one) => one.status)).toEqual([200, 200, 200])
    await expect.poll(async () => (await incidents()).length).toBe(before + 1)
    await world.app.close()
    expect((await incidents()).length).toBe(before + 1)
  })

  test('an incident is stored before its command is answered', async () => {
    const response = await send(command(`${URL_OK} as member`))
    const [newest] = await incidents()

    expect(await response.text()).toContain(`INC-${newest?.incident} is open`)
  })

  test.each([
    ['https://elsewhere.test/', 'target.unlisted'],
    [`${URL_OK} as nobody`, 'identity.unknown'],
  ])('%j is answered at once and opens nothing', async (text) => {
    const before = (await incidents()).length
    const response = await send(command(text))

    expect(await response.json()).toMatchObject({ response_type: 'ephemeral' })
    expect((await incidents()).length).toBe(before)
  })
})

describe('when nothing can be stored', () => {
  test('an event is answered 503, so that Slack sends it again; people are told in words', async () => {
    const broken = await openSlackWorld({ walks: false, start: false })
    await broken.powers.store.close()
    const to = (body: string, contentType?: string) =>
      broken.app.handle(signedRequest({ secret: SIGNING_SECRET, body, ...(contentType ? { contentType } : {}) }))
    const event = await to(
      JSON.stringify({ team_id: 'T1', event_id: 'EvX', event: { type: 'app_mention', text: 'x', user: 'U1', channel: 'C1', ts: '1' } }),
      'application/json',
    )
    const slash = await to(command(URL_OK))
    const view = {
      id: 'V1',
      hash: '1',
      blocks: [{ type: 'input', block_id: 'request' }],
      callback_id: 'why403_open',
      state: { values: {} },
    }
    const form = await to(payloadForm({ type: 'view_submission', user: { id: 'U1' }, view }))

    expect(event.status).toBe(503)
    expect(await slash.json()).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('nothing was lost') })
    expect(await form.json()).toMatchObject({ response_action: 'errors', errors: { request: expect.any(String) } })
    await broken.slack.stop()
  })
})

test('a command that was stored too late for its answer, which said that nothing was started, starts nothing', async () => {
  const before = (await incidents()).length
  const stored = Promise.withResolvers<void>()
  const holding = inTransaction(world.powers.store, () => stored.promise)
  const response = await send(command(URL_OK))
  stored.resolve()
  await holding
  await expect.poll(() => unfinished('command')).toEqual([])

  expect(await response.json()).toMatchObject({ text: expect.stringContaining('nothing was started') })
  expect((await incidents()).length).toBe(before)
})

async function listen(heard: string[]) {
  const { createServer } = await import('node:http')
  const arrived = Promise.withResolvers<void>()
  const server = createServer((request, response) => {
    request.on('data', (chunk) => heard.push(String(chunk)))
    request.on('end', () => {
      response.end('ok')
      arrived.resolve()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return { url: `http://127.0.0.1:${port}/`, heard: arrived.promise, close: () => server.close() }
}
