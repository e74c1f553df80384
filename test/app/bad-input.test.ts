import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { IncidentView } from '../../src/incidents/view.ts'
import type { Message } from '../../src/practice/workspace/state.ts'
import { cardThatOffers, incidentIn, messageWith, read } from './drive.ts'
import { startTestApp, type TestApp } from './start-app.ts'

const CANARY = 'canary-7d1f40c2-secret'
const NEW_HERE = 'It is new: nothing was ever allowed here'
let at: TestApp

/** Beside the practice target: one whose secret nobody has set, and one whose port is closed. */
const yaml = (targetUrl: string) => `targets:
  unset:
    urls: ["${targetUrl}/waf"]
    owner: "@unset-owners"
    privateNetwork: true
    identities: { member: { role: member, bearer: { env: NOBODY_HAS_SET_THIS } } }
  closed:
    urls: ["http://127.0.0.1:9/"]
    owner: "@closed-owners"
    privateNetwork: true
`

beforeAll(async () => {
  at = await startTestApp({ yaml })
})

afterAll(() => at.stop())

const toldTo = (viewer: string) => at.slack.messages({ channel: 'incidents', viewer }).filter((message) => message.onlyFor)
const openIncidents = async () => ((await (await at.api('/incidents?limit=100')).json()) as { incidents: unknown[] }).incidents.length
const isAlive = async () => (await fetch(`${at.url}/healthz`)).ok && (await fetch(`${at.url}/readyz`)).ok

/** Types a command as `user`; what Slack shows to that person alone. */
async function answerTo(user: string, text: string): Promise<string> {
  const before = toldTo(user).length
  await at.slack.command(user, 'incidents', text)
  return toldTo(user).slice(before).map(read).join('\n')
}

const threadOf = (card: Message) => at.slack.messages({ thread: card.ts, byApp: true })

/** Everything that the service has said anywhere: to Slack, in its log, over its API. */
async function everythingSaid(): Promise<string> {
  return [JSON.stringify(at.slack.workspace.state), at.lines.join('\n'), await (await at.api('/incidents')).text()].join('\n')
}

describe('a command that cannot be followed opens nothing and says what was found and expected', () => {
  test.each([
    ['an unlisted host', `https://unlisted.example/x?token=${CANARY}`, [/unlisted\.example\/x is under no listed target/, /Listed are/]],
    ['a URL that is none', `ht!tp://x?token=${CANARY}`, [/Found "ht!tp:\/\/x"/, /expected a URL/]],
    ['a URL with half an address', `http://[::1?token=${CANARY}`, [/expected a URL/]],
    ['an unknown identity', 'AT/mesh/aurora/reports as nobody', [/no identity .nobody/, /expected one of anonymous, member/]],
    ['10 kB of text', `${'lorem ipsum '.repeat(850)}${CANARY}`, [/Found "lorem"/, /expected a URL/]],
    ['10 kB of one word', `${'x'.repeat(10_000)}?${CANARY}`, [/Found "x+…"/, /expected a URL/]],
    ['10 kB of a curl command without its end', `curl -H 'x-key: ${CANARY.repeat(450)}`, [/Found .*expected/s]],
  ])('%s', async (_, text, told) => {
    const before = await openIncidents()

    const answer = await answerTo('ada', `/why403 GET ${text}`.replace('AT', at.targetUrl).replace('GET curl', 'curl'))

    for (const word of told) expect(answer).toMatch(word)
    expect(answer.length).toBeLessThan(600)
    expect(answer).not.toContain(CANARY)
    expect([await openIncidents(), await isAlive()]).toEqual([before, true])
  })
})

describe('a target that cannot be asked, or answers to do harm, ends in a clear word', () => {
  const asked: Record<string, Promise<unknown>> = {}
  const UNANSWERED = /gave no HTTP answer from here/
  const ANYBODY = /Everybody is refused/
  const LOST = /redirects to .* and that was not followed/s
  const targets: [string, string, RegExp, RegExp][] = [
    ['a port that is closed', 'http://127.0.0.1:9/x', UNANSWERED, /the connection was refused/],
    ['an identity whose secret is not set', 'AT/waf/orders as member', /has no secret/, /NOBODY_HAS_SET_THIS is not set/],
    ['a connection that is cut', 'AT/hostile/reset', UNANSWERED, /request: /],
    ['an answer that never begins', 'AT/hostile/slow', UNANSWERED, /no answer came in time/],
    ['a body that never ends', 'AT/hostile/endless', ANYBODY, /still not done/],
    ['a body of 5 MB', 'AT/hostile/large', ANYBODY, /The refusal says: xxx/],
    ['a gzip bomb', 'AT/hostile/gzip-bomb', ANYBODY, /answers 403/],
    ['invalid UTF-8', 'AT/hostile/invalid-utf8', ANYBODY, /answers 403/],
    ['a redirect loop', 'AT/hostile/loop', LOST, /answers 302/],
    ['a redirect to a metadata address', 'AT/hostile/metadata', LOST, /answers 302/],
    ['a body full of mrkdwn and pings', 'AT/hostile/rude', ANYBODY, /The refusal says: /],
  ]

  beforeAll(() => {
    for (const [index, [name, command]] of targets.entries()) {
      const channel = index % 2 === 0 ? 'incidents' : 'on-call'
      asked[name] = at.slack.command('grace', channel, `/why403 ${command.replace('AT', at.targetUrl)}`)
    }
  })

  test.each(targets)(
    '%s',
    async (name, command, end, way) => {
      await asked[name]
      const path = (command.split(' ')[0] ?? '').replace('AT', at.targetUrl)
      const card = await messageWith(at, `GET ${path}`, /needs an answer|Outcome:/)
      const incident = incidentIn(read(card))
      await at.slack.until(() => threadOf(card).some((message) => way.test(read(message))), 20_000)

      expect(read(card)).toMatch(end)
      expect((await (await at.api(`/incidents/${incident}`)).json()) as object).not.toMatchObject({ state: 'checking' })
      expect(await isAlive()).toBe(true)
    },
    60_000,
  )

  test('none of it pings, links or turns the text around', async () => {
    const card = await messageWith(at, '/hostile/rude', 'needs an answer')
    await at.slack.until(() => threadOf(card).some((message) => read(message).includes('The refusal says')), 60_000)

    const posted = JSON.stringify(at.slack.messages({ byApp: true }))

    expect(posted).toContain('&lt;!channel&gt;')
    expect(posted).not.toMatch(/<!channel>|<!here>|<@U0000000>|<https:\/\/evil\.example/)
    expect(posted).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
  }, 90_000)
})

test('a form whose trigger has expired is asked for again in words, and opens at the next press', async () => {
  at.slack.faults.add({ method: 'views.open', times: 1, fault: { kind: 'refuse', error: 'expired_trigger_id' } })

  const answer = await answerTo('alan', '/why403')
  await at.slack.until(() => toldTo('alan').length > 0)

  expect(answer + toldTo('alan').map(read).join()).toContain('press')
  await at.slack.command('alan', 'incidents', '/why403')
  await at.slack.until(() => at.slack.modal('alan'))
})

test('everything that Slack sends three times has its effect once', async () => {
  at.slack.deliverTo(async (request) => {
    const body = await request.text()
    const send = () => fetch(`${at.url}/slack/events`, { method: 'POST', headers: request.headers, body })
    const [first] = await Promise.all([send(), send(), send()])
    return first
  })
  const before = await openIncidents()

  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/mesh/aurora/reports as member`)
  const asking = await cardThatOffers(at, '/mesh/aurora/reports', NEW_HERE)
  await at.slack.mention('grace', 'incidents', `${at.targetUrl}/mesh/aurora/metrics`, asking.ts)
  await cardThatOffers(at, '/mesh/aurora/metrics', NEW_HERE)
  await at.slack.choose('ada', asking, NEW_HERE)
  await messageWith(at, '/mesh/aurora/reports', 'Outcome')

  expect(await openIncidents()).toBe(before + 2)
  const { path } = IncidentView.parse(await (await at.api(`/incidents/${incidentIn(read(asking))}`)).json())
  expect(path.filter(({ left }) => left?.by === 'answer')).toHaveLength(1)
  expect(toldTo('ada').map(read).join('\n')).not.toMatch(/was first|first press counted/)
  at.slack.deliverTo(`${at.url}/slack/events`)
}, 60_000)

test('a press on a button of a question that is closed changes nothing, and the person is told', async () => {
  await at.slack.command('radia', 'incidents', `/why403 GET ${at.targetUrl}/mesh/aurora/logs as member`)
  const asking = structuredClone(await cardThatOffers(at, '/mesh/aurora/logs', NEW_HERE))
  await at.slack.choose('radia', asking, NEW_HERE)
  const incident = incidentIn(read(await messageWith(at, '/mesh/aurora/logs', 'Outcome')))
  const seqNow = async () => ((await (await at.api(`/incidents/${incident}`)).json()) as { seq: number }).seq
  const before = await seqNow()

  await at.slack.choose('grace', asking, NEW_HERE)

  await at.slack.until(() => toldTo('grace').some((message) => /was first|closed|already/.test(read(message))))
  expect(await seqNow()).toBe(before)
}, 60_000)

test('after all of it no secret was said anywhere, and nothing failed in a way that was not foreseen', async () => {
  expect(await everythingSaid()).not.toContain(CANARY)
  expect(at.lines.filter((line) => line.includes('"level":"error"'))).toEqual([])
})
