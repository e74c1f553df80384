import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOn, buttonsOf, cardThatOffers, incidentIn, messageWith, read } from './drive.ts'
import { startTestApp, type TestApp } from './start-app.ts'

let at: TestApp

beforeAll(async () => {
  at = await startTestApp()
})

afterAll(() => at.stop())

test('a command opens an incident, concludes with proof, is resolved in one modal, and the next one says Seen before', async () => {
  const command = `/why403 GET ${at.targetUrl}/maintenance/status as admin`
  await at.slack.command('ada', 'incidents', command)
  const card = await messageWith(at, 'Outcome', 'role-misassignment')
  const first = incidentIn(read(card))
  await at.slack.press('ada', card, 'Resolve…')
  await at.slack.until(() => at.slack.modal('ada')?.content.blocks.some((block) => block.type === 'input'))
  const modal = at.slack.modal('ada')
  if (!modal) throw new Error('no modal was opened')
  const { errors } = await at.slack.submit('ada', modal, { 'What mended it': 'Spelled the role right in the directory.' })
  expect(errors ?? {}).toEqual({})
  await messageWith(at, `INC-${first}`, 'Resolved')

  await at.slack.command('grace', 'incidents', command)
  const again = await messageWith(at, `INC-${first + 1}`, `Seen before: INC-${first}`)

  expect(read(again)).toContain('Same again')
  await at.slack.press('grace', again, 'Same again')
  await at.slack.until(async () => {
    const { rules } = (await (await at.api('/rules')).json()) as { rules: { confirmations: number }[] }
    return rules[0]?.confirmations === 1
  })
}, 60_000)

test('where no check can tell, a person is asked with buttons, and the answer ends the walk', async () => {
  await at.slack.command('ada', 'incidents', `/why403 GET ${at.targetUrl}/mesh/aurora/reports as member`)
  const asking = await cardThatOffers(at, '/mesh/aurora/reports', 'It is new: nothing was ever allowed here')
  expect(buttonsOf(asking).length).toBeLessThanOrEqual(5)

  await at.slack.choose('ada', asking, 'It is new: nothing was ever allowed here')

  expect(read(await messageWith(at, '/mesh/aurora/reports', 'Outcome'))).toContain('default-deny')
}, 60_000)

test.each(['unusual-header', 'csrf', 'write-permission'])(
  '%s is typed as the practice page offers it, and ends where it says',
  async (id) => {
    const scenario = at.scenarios.find((each) => each.id === id)
    if (!scenario) throw new Error(`no scenario ${id}`)
    const path = /\/practice\/target(\/[^'"\s?]+)/.exec(scenario.command)?.[1] ?? 'no path'

    await at.slack.command('ada', 'incidents', scenario.command)
    if (scenario.approve) await at.slack.press('ada', await messageWith(at, path, /Send \w+ for real/), 'why403_approve')
    for (const { answer } of scenario.answers ?? []) await answerOn(at, await cardThatOffers(at, path, answer), answer)

    expect(read(await messageWith(at, path, 'Outcome:'))).toContain(scenario.expected.cause)
  },
  60_000,
)
