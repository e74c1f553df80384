import { afterAll, beforeAll, expect, test } from 'vitest'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld({ walks: false })
  world.slack.workspace.state.channels.push({
    id: 'D0ADAGRACE',
    name: 'ada and grace',
    kind: 'private',
    members: ['U0ADALOVEL', 'U0GRACEHOP'],
  })
})
afterAll(() => world.close())
const { latest, cardOf, lastWhisper } = lookAt(() => world)

/** What the app says to a person in their talk with it. */
const talk = (user: string) => world.slack.messages({ byApp: true }).filter(({ channel }) => channel === `D${user.slice(1)}`)

test('in a private channel without the app, whoever fills in the form there is told how to invite it', async () => {
  const { slack } = world
  await slack.command('ada', 'leads', '/why403')
  await slack.until(() => slack.modal('ada'), 15_000)

  await slack.submit('ada', slack.modal('ada') as never, { request: URL_OK })

  await lastWhisper('ada', '/invite @why403', 'leads')
})

test('in a thread of a channel without the app, the message shortcut tells how to invite it, and INC-n brings the card then', async () => {
  const { slack } = world
  const { message } = slack.say('grace', 'leads', `${URL_OK}/thread is refused`)
  await slack.messageShortcut('grace', message, 'why403_from_message')
  await slack.until(() => slack.modal('grace'), 15_000)
  await slack.submit('grace', slack.modal('grace') as never, {})
  const incident = await latest()
  await lastWhisper('grace', '/invite @why403', 'leads')

  slack.invite('grace', 'leads')
  await slack.command('grace', 'leads', `/why403 INC-${incident}`)

  await slack.until(() => cardOf(incident), 10_000)
})

test('in a direct message between people nobody is told to invite the app, which nobody can', async () => {
  await world.slack.command('ada', 'D0ADAGRACE', `/why403 ${URL_OK}`)

  await lastWhisper('ada', 'in a channel where I am a member', 'D0ADAGRACE')
})

test('in an archived channel the person is told that it is', async () => {
  const { slack } = world
  slack.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'refuse', error: 'is_archived' } })

  await slack.command('ada', 'incidents', `/why403 ${URL_OK}/archived`)

  await lastWhisper('ada', 'is archived')
})

test('where nobody can be told in the place itself, the person is told in their talk with the app', async () => {
  const { slack } = world
  await slack.globalShortcut('grace', 'why403_start')
  await slack.until(() => slack.modal('grace'), 15_000)

  await slack.submit('grace', slack.modal('grace') as never, { request: `${URL_OK}/nowhere`, channel: 'D0ADAGRACE' })

  await slack.until(() => talk('U0GRACEHOP').some((one) => shows(one, 'in a channel where I am a member')), 10_000)
})

test('a direct message with the app is as good a place as a channel', async () => {
  const { slack } = world
  await slack.globalShortcut('radia', 'why403_start')
  await slack.until(() => slack.modal('radia'), 15_000)

  await slack.submit('radia', slack.modal('radia') as never, { request: `${URL_OK}/alone`, channel: '' })

  const incident = await latest()
  await slack.until(() => cardOf(incident), 10_000)
  expect(talk('U0RADIAPER').length).toBe(1)
})
