import { expect, test } from 'vitest'
import { createPractice } from '../../src/practice/create-practice.ts'
import { messagesFor, surroundingsFor } from '../../src/practice/web/snapshot.ts'

async function openPractice() {
  let made = 0
  const input = {
    baseUrl: 'http://127.0.0.1:3403',
    now: () => new Date(),
    newId: () => `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
  }
  const practice = await createPractice({ ...input, deliver: async () => new Response(''), scenarios: [] })
  const request = (path: string, headers: Record<string, string> = {}) =>
    practice.app.request(path, { headers: { host: 'localhost:3403', ...headers } })
  const post = (deed: object, headers: Record<string, string> = {}) => {
    const ours = { host: 'localhost:3403', origin: 'http://localhost:3403', 'content-type': 'application/json', ...headers }
    return practice.app.request('/deeds', { method: 'POST', headers: ours, body: JSON.stringify(deed) })
  }
  return { practice, request, post }
}

test.each(['localhost', 'localhost:3403', '127.0.0.1:80', '127.0.0.2:3403', '[::1]:3403'])('the page answers at %s', async (host) => {
  const { request } = await openPractice()

  expect((await request('/', { host })).status).toBe(200)
})

test.each(['evil.test', 'localhost.evil.test', '127.0.0.1.nip.io:3403', '10.0.0.1:3403'])(
  'nothing answers to the name %s',
  async (host) => {
    const { request, post } = await openPractice()

    expect((await request('/', { host })).status).toBe(403)
    expect((await request('/live?as=ada', { host })).status).toBe(403)
    expect((await post({ kind: 'home', user: 'ada' }, { host, origin: `http://${host}` })).status).toBe(403)
  },
)

test('a deed is done only for the page itself', async () => {
  const { practice, post } = await openPractice()
  const say = { kind: 'say', user: 'ada', channel: 'C0INCIDENT', text: 'hi' }

  const strange: Record<string, string>[] = [
    { origin: 'https://evil.test' },
    { origin: 'null' },
    { origin: '' },
    { 'content-type': 'text/plain' },
  ]
  const statuses = await Promise.all(strange.map(async (headers) => (await post(say, headers)).status))
  expect(statuses).toEqual([403, 403, 403, 415])
  expect(practice.standIn.messages()).toEqual([])
  expect((await post(say)).status).toBe(200)
  expect(practice.standIn.messages()).toHaveLength(1)
})

test('the page runs its own modules and nothing else', async () => {
  const { request } = await openPractice()

  const page = await request('/')
  const policy = page.headers.get('content-security-policy') ?? ''

  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe')
  expect(await page.text()).not.toMatch(/<script(?![^>]*(importmap|src="\/practice\/))/)
})

test('the modules and libraries of the page are served, and no other file', async () => {
  const { request } = await openPractice()
  const statusOf = async (path: string) => (await request(path)).status

  for (const path of [
    '/page/main.js',
    '/page/text/mrkdwn.js',
    '/page/styles/base.css',
    '/lib/preact.mjs',
    '/lib/hooks.mjs',
    '/lib/htm.mjs',
  ]) {
    expect([path, await statusOf(path)]).toEqual([path, 200])
  }
  for (const path of ['/page/../core.ts', '/page/%2e%2e/core.ts', '/page/..%2fcore.ts', '/lib/hono.mjs', '/page/none.js']) {
    expect([path, await statusOf(path)]).toEqual([path, 404])
  }
})

test('a person sees neither what is for another alone nor a private channel of others', async () => {
  const { practice } = await openPractice()
  const { workspace, say, command } = practice.standIn
  say('ada', 'leads', 'secret')
  practice.standIn.deliverTo(async () => new Response('for ada'))
  await command('ada', 'incidents', '/why403 x')
  const idOf = (name: string) => workspace.state.people.find((person) => person.name === name)?.id ?? ''

  expect(messagesFor(workspace, idOf('ada')).map((message) => message.text)).toEqual(['secret', 'for ada'])
  expect(messagesFor(workspace, idOf('alan'))).toEqual([])
  expect(surroundingsFor(workspace, idOf('alan'), []).channels.map((channel) => channel.name)).not.toContain('leads')
})

test('a deed that makes no sense says why', async () => {
  const { post } = await openPractice()

  for (const deed of [
    { kind: 'fly', user: 'ada' },
    { kind: 'submit', user: 'ada', view: 'V1', values: {} },
    { kind: 'home', user: 'nobody' },
  ]) {
    expect(await (await post(deed)).json()).toHaveProperty('failure')
  }
})

test('the tokens are new for every practice', async () => {
  const [one, two] = [await openPractice(), await openPractice()]

  expect(one.practice.slack.botToken).not.toBe(two.practice.slack.botToken)
  expect(one.practice.slack.apiUrl).toBe('http://127.0.0.1:3403/practice/api/')
})

test('the stream of updates begins with everything, tells each change, and ends with the practice', async () => {
  const { practice, request } = await openPractice()
  const reader = (await request('/live?as=ada')).body?.pipeThrough(new TextDecoderStream()).getReader()
  const nextUpdate = async () => JSON.parse(/^data: (.*)$/m.exec((await reader?.read())?.value ?? '')?.[1] ?? '{}')

  expect((await nextUpdate()).around.me).toBe('U0ADALOVEL')
  const { message } = practice.standIn.say('grace', 'incidents', 'new')
  expect(Object.keys((await nextUpdate()).put)).toEqual([`C0INCIDENT/${message.ts}`])
  await practice.close()
  expect((await reader?.read())?.done).toBe(true)
})

test('bodies that are too large or no JSON are refused as such', async () => {
  const { practice, request } = await openPractice()
  const headers = { host: 'localhost:3403', origin: 'http://localhost:3403', 'content-type': 'application/json' }
  const post = (path: string, body: string) =>
    practice.app.request(path, { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, body })

  expect((await post('/deeds', '{')).status).toBe(400)
  expect((await post('/deeds', JSON.stringify('a'.repeat(3_000_000)))).status).toBe(413)
  expect((await post('/api/chat.postMessage', JSON.stringify('a'.repeat(3_000_000)))).status).toBe(413)
  expect((await request('/lib/constructor')).status).toBe(404)
})
