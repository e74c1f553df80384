import { afterAll, beforeAll, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())
const { latest, cardOf, whispers, asked } = lookAt(() => world)

test('the empty command opens a form, whose mistakes stay in it', async () => {
  const { slack } = world
  await slack.command('alan', 'incidents', '/why403')
  await slack.until(() => slack.modal('alan'))

  const wrong = await slack.submit('alan', slack.modal('alan') as never, { request: 'nonsense' })
  const unlisted = await slack.submit('alan', slack.modal('alan') as never, { request: 'https://elsewhere.test/' })
  const right = await slack.submit('alan', slack.modal('alan') as never, { request: URL_OK })

  expect(wrong.errors?.request).toContain('expected a URL')
  expect(unlisted.errors?.request).toContain('orders')
  expect(right.errors ?? {}).toEqual({})
  const incident = await latest()
  await slack.until(() => cardOf(incident))
  expect((await readView(world.powers, incident)).openedBy.id).toBe('slack:U0ALANTURI')
})

test('the global shortcut opens the form, and without a channel the card comes as a direct message', async () => {
  const { slack } = world
  await slack.globalShortcut('radia', 'why403_start')
  await slack.until(() => slack.modal('radia'))

  const sent = await slack.submit('radia', slack.modal('radia') as never, { request: `PUT ${URL_OK}`, channel: '' })

  expect(sent.errors ?? {}).toEqual({})
  const incident = await latest()
  await slack.until(() => cardOf(incident))
  expect((await readView(world.powers, incident)).request.method).toBe('PUT')
})

test('a mention in a thread opens the incident in that thread', async () => {
  const { slack } = world
  const { message } = slack.say('ada', 'incidents', 'orders are down')
  await slack.mention('ada', 'incidents', `${URL_OK} as member`, message.ts)
  await slack.until(() =>
    slack.messages({ channel: 'incidents', thread: message.ts, byApp: true }).some((one) => one.metadata?.event_payload.slot === 'card'),
  )

  await slack.mention('ada', 'incidents', 'nonsense', message.ts)
  await slack.until(() =>
    slack.messages({ channel: 'incidents', thread: message.ts, viewer: 'ada' }).some((one) => shows(one, 'expected a URL')),
  )
})

test('the message shortcut finds a pasted response and reads it instead of sending', async () => {
  const { slack } = world
  const { message } = slack.say(
    'ada',
    'incidents',
    `${URL_OK} gives me\n\`\`\`HTTP/1.1 403 Forbidden\nserver: nginx\n\n<html><center>nginx</center></html>\`\`\``,
  )
  await slack.messageShortcut('ada', message, 'why403_from_message')
  await slack.until(() => slack.modal('ada'))
  expect(JSON.stringify(slack.modal('ada'))).toContain('HTTP/1.1 403 Forbidden')

  await slack.submit('ada', slack.modal('ada') as never, {})

  const incident = await latest()
  await slack.until(() => cardOf(incident)?.threadTs === message.ts)
})

test('the message shortcut in an incident’s thread adds the message as a note', async () => {
  const { slack } = world
  const { incident, card } = await asked()
  const { message } = slack.say('ada', 'incidents', 'the WAF team changed a rule at noon', card().ts)
  await slack.messageShortcut('ada', message, 'why403_from_message')
  await slack.until(() => slack.modal('ada'))

  await slack.submit('ada', slack.modal('ada') as never, {})

  await slack.until(() => shows(card(), 'the WAF team changed a rule at noon'))
  expect((await readView(world.powers, incident)).notes.length).toBe(1)
})

test('App Home shows what is open and a way to start', async () => {
  const { slack } = world
  const { incident } = await asked()
  await slack.openHome('radia')
  await slack.until(() => slack.home('radia'))

  expect(JSON.stringify(slack.home('radia'))).toContain(`INC-${incident}`)
})

test('list, INC-n, rules and help answer the one who asks', async () => {
  const { incident } = await asked()
  for (const text of ['list', `INC-${incident}`, 'rules nginx', 'help', 'INC-999999'])
    await world.slack.command('alan', 'incidents', `/why403 ${text}`)

  for (const words of ['Open incidents', `INC-${incident}: needs an answer`, 'rule', 'How to use', 'There is no INC-'])
    await world.slack.until(() => whispers('alan').some((one) => shows(one, words)))
})
