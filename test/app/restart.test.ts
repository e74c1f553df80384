import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardThatOffers, messageWith, read } from './drive.ts'
import { startTestApp, type TestApp } from './start-app.ts'

const NEW_HERE = 'It is new: nothing was ever allowed here'
let at: TestApp

beforeAll(async () => {
  at = await startTestApp()
})

afterAll(() => at.stop())

test('an incident survives a restart: its question is still open, its old card still works', async () => {
  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/mesh/aurora/reports as member`)
  const asking = await cardThatOffers(at, '/mesh/aurora/reports', NEW_HERE)

  await at.restart()
  await at.slack.choose('grace', asking, NEW_HERE)

  const ended = await messageWith(at, '/mesh/aurora/reports', 'Outcome')
  expect(read(ended)).toContain('default-deny')
}, 60_000)

test('of two people who press at once one wins, and the other is told who was first', async () => {
  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/mesh/aurora/metrics as member`)
  const asking = await cardThatOffers(at, '/mesh/aurora/metrics', NEW_HERE)

  await Promise.all([at.slack.choose('ada', asking, NEW_HERE), at.slack.choose('grace', asking, NEW_HERE)])

  const toldTo = (viewer: string) =>
    at.slack
      .messages({ channel: 'incidents', viewer })
      .filter((message) => message.onlyFor)
      .map(read)
      .join('\n')
  await at.slack.until(() => /was first|already/i.test(toldTo('ada') + toldTo('grace')))
}, 60_000)
