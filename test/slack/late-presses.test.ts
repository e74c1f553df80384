import { afterAll, beforeAll, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
const { whispers, lastWhisper, asked } = lookAt(() => world)

test('of two people who press at once one wins, and the other is told who was first', async () => {
  const { slack } = world
  const { incident, card } = await asked()
  const before = card()

  await Promise.all([slack.press('ada', before, 'No, it is new'), slack.press('grace', before, 'Yes, until recently')])
  await slack.until(() => [...whispers('ada'), ...whispers('grace')].some((one) => shows(one, 'was first')))

  expect((await readView(world.powers, incident)).path.filter((visit) => visit.left?.by === 'answer').length).toBe(1)
})

test('a press on an old button changes nothing and says so', async () => {
  const { slack } = world
  const { incident, card } = await asked()
  const old = structuredClone(card())
  await slack.press('ada', old, 'No, it is new')
  await slack.until(() => shows(card(), '*Outcome:*'))
  const { seq } = await readView(world.powers, incident)

  await slack.press('radia', old, 'Yes, until recently')

  await lastWhisper('radia', 'was first')
  expect((await readView(world.powers, incident)).seq).toBe(seq)
})

test('a trigger that Slack calls expired is answered with a word, not with silence', async () => {
  const { slack } = world
  const { card } = await asked()
  slack.faults.add({ method: 'views.open', times: 1, fault: { kind: 'refuse', error: 'expired_trigger_id' } })

  await slack.choose('ada', card(), 'Add note…', 'why403_walk_menu')

  await lastWhisper('ada', 'Please press again')
})
