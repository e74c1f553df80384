import { afterAll, beforeAll, expect, test } from 'vitest'
import { messageWith, read } from './drive.ts'
import { startTestApp, type TestApp } from './start-app.ts'

let at: TestApp

beforeAll(async () => {
  at = await startTestApp()
})

afterAll(() => at.stop())

test('an incident survives a restart: its question is still open, its old card still works', async () => {
  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/mesh/aurora/reports as member`)
  const asking = await messageWith(at, '/mesh/aurora/reports', 'Everybody is refused')

  await at.restart()
  await at.slack.choose('grace', asking, 'It is new: nothing was ever allowed here')

  const ended = await messageWith(at, '/mesh/aurora/reports', 'Outcome')
  expect(read(ended)).toContain('default-deny')
}, 60_000)

test('of two people who press at once one wins, and the other is told who was first', async () => {
  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/mesh/aurora/metrics as member`)
  const asking = await messageWith(at, '/mesh/aurora/metrics', 'Everybody is refused')

  await Promise.all([
    at.slack.choose('ada', asking, 'It is new: nothing was ever allowed here'),
    at.slack.choose('grace', asking, 'It is new: nothing was ever allowed here'),
  ])

  const toldTo = (viewer: string) =>
    at.slack
      .messages({ channel: 'incidents', viewer })
      .filter((message) => message.onlyFor)
      .map(read)
      .join('\n')
  await at.slack.until(() => /was first|already/i.test(toldTo('ada') + toldTo('grace')))
}, 60_000)
