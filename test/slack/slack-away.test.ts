import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNote } from '../../src/incidents/people/add-note.ts'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
const { latest, cardOf, slotsOf, whispers, asked } = lookAt(() => world)

test('where the app is no member the person is told, and after an invitation INC-n brings the card', async () => {
  const { slack } = world
  await slack.command('ada', 'leads', `/why403 ${URL_OK}`)
  const incident = await latest()
  await slack.until(() => whispers('ada', 'leads').some((one) => shows(one, 'not a member')))

  slack.invite('ada', 'leads')
  await slack.command('ada', 'leads', `/why403 INC-${incident}`)

  await slack.until(() => cardOf(incident) !== undefined)
})

test('while Slack is away nothing is lost or doubled: when it is back, the thread shows the truth', async () => {
  const { slack } = world
  const { incident, card } = await asked()
  slack.faults.add({ method: 'chat.update', fault: { kind: 'status', status: 503 } })
  slack.faults.add({ method: 'chat.postMessage', times: 2, fault: { kind: 'status-after', status: 500 } })
  await addNote(world.powers, { incident, text: 'while you were away', actor: { kind: 'person', id: 'api', name: 'api' } })
  await slack.press('ada', card(), 'No, it is new')
  slack.faults.clear()

  await slack.until(() => slotsOf(incident).some((slot) => slot.startsWith('outcome')) && shows(card(), 'while you were away'), 20_000)
  expect(new Set(slotsOf(incident)).size).toBe(slotsOf(incident).length)
})
