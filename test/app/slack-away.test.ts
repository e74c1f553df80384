import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageWith, read } from './drive.ts'
import { startTestApp, type TestApp } from './start-app.ts'

let at: TestApp

beforeAll(async () => {
  at = await startTestApp()
})

afterAll(() => at.stop())

const cards = (path: string) =>
  at.slack
    .messages({ channel: 'incidents', byApp: true })
    .filter((message) => !message.threadTs && !message.onlyFor && read(message).includes(path))

test('while Slack is down nothing is lost, and when it is back the thread shows the truth exactly once', async () => {
  at.slack.faults.add({ method: '*', fault: { kind: 'drop' } })
  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/maintenance/status as admin`)
  await at.slack.until(async () => {
    const { incidents } = (await (await at.api('/incidents')).json()) as { incidents: { state: string }[] }
    return incidents[0]?.state === 'concluded'
  }, 20_000)
  expect(cards('/maintenance/status')).toEqual([])

  at.slack.faults.clear()

  await messageWith(at, '/maintenance/status', 'Outcome')
  expect(cards('/maintenance/status')).toHaveLength(1)
}, 60_000)

test('a post whose answer was lost is found again and not posted twice', async () => {
  at.slack.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'drop-after' } })

  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/waf/orders as member`)
  await messageWith(at, '/waf/orders')
  await at.slack.until(() => at.slack.calls.filter((call) => call.method === 'conversations.history').length > 0, 20_000)

  expect(cards('/waf/orders')).toHaveLength(1)
}, 60_000)
