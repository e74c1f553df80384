import { afterAll, beforeAll, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
const { slotsOf, lastWhisper, asked } = lookAt(() => world)

test('an answer concludes, Resolve… files the rule, and the thread tells it all', async () => {
  const { slack } = world
  const { incident, card } = await asked()

  await slack.press('ada', card(), 'No, it is new')
  await slack.until(() => shows(card(), '*Outcome:*'))
  await slack.press('grace', card(), 'Resolve…')
  await slack.until(() => slack.modal('grace'))
  await slack.submit('grace', slack.modal('grace') as never, { rule: 'deny all' })
  await slack.until(() => shows(card(), '*Resolved* by <@U0GRACEHOP>'))
  await slack.until(() => slotsOf(incident).some((slot) => slot.startsWith('resolved')), 10_000)

  expect(
    slotsOf(incident)
      .map((slot) => slot.split('-')[0])
      .sort(),
  ).toEqual(['card', 'outcome', 'progress', 'resolved'])
  expect(world.calls.map((one) => one.status).filter((status) => status !== 'ok')).toEqual([])
})

test('a rule that was filed is recognised in the next incident, which names the first, and a word on it stays', async () => {
  const { slack } = world
  const { incident, card } = await asked()
  await slack.until(() => shows(card(), '*Seen before: INC-1*'))

  await slack.press('ada', card(), 'Same again')

  await slack.until(() => shows(card(), 'Same again, says'))
  expect((await readView(world.powers, incident)).knownRules[0]?.judged?.verdict).toBe('same')
})

test('more than three answers are a menu, and choosing there answers', async () => {
  const { slack } = world
  const { card } = await asked()
  await slack.press('ada', card(), "I can't tell")
  await slack.until(() => shows(card(), 'Which one?'))

  await slack.choose('ada', card(), 'Three', 'why403_choose')

  await slack.until(() => shows(card(), '*Outcome:* Missing grant'))
  expect(shows(card(), 'Resolve…')).toBe(true)
})

test('the menus take over, escalate with one ping, add a note and hand over', async () => {
  const { slack } = world
  const { incident, card } = await asked()

  await slack.choose('grace', card(), 'Take over', 'why403_team_menu')
  await slack.until(() => shows(card(), 'taken by <@U0GRACEHOP>'))
  await slack.choose('grace', card(), 'Hand-over summary', 'why403_team_menu')
  await lastWhisper('grace', `Hand-over of INC-${incident}`)
  await slack.choose('grace', card(), 'Export', 'why403_team_menu')
  await lastWhisper('grace', 'as markdown')
  await slack.choose('grace', card(), 'Add note…', 'why403_walk_menu')
  await slack.until(() => slack.modal('grace'))
  await slack.submit('grace', slack.modal('grace') as never, { text: 'called the edge team' })
  await slack.until(() => shows(card(), 'called the edge team'))
  await slack.choose('grace', card(), 'Escalate to @edge-team', 'why403_team_menu')
  await slack.until(() => slotsOf(incident).includes('escalation-1'), 10_000)

  const escalation = slack
    .messages({ byApp: true })
    .find((one) => one.metadata?.event_payload.incident === incident && one.metadata.event_payload.slot === 'escalation-1')
  expect(JSON.stringify(escalation?.blocks)).toMatch(/<!subteam\^\w+>/)
})

test('back undoes an answer, conclude and reopen take their forms', async () => {
  const { slack } = world
  const { card } = await asked()
  await slack.press('ada', card(), "I can't tell")
  await slack.until(() => shows(card(), 'Which one?'))
  await slack.choose('ada', card(), 'Back', 'why403_walk_menu')
  await slack.until(() => shows(card(), 'Who is asking?'))

  await slack.choose('ada', card(), 'Conclude…', 'why403_walk_menu')
  await slack.until(() => slack.modal('ada'))
  await slack.submit('ada', slack.modal('ada') as never, { fix: 'mend the edge', cause: 'waf-rule' })
  await slack.until(() => shows(card(), 'mend the edge'))
  await slack.press('ada', card(), 'Reopen…')
  await slack.until(() => slack.modal('ada'))
  await slack.submit('ada', slack.modal('ada') as never, { reason: 'not mended' })
  await slack.until(() => shows(card(), 'Who is asking?'))

  expect(shows(card(), '*Outcome:*')).toBe(false)
})
