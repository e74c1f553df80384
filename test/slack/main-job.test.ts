import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNote } from '../../src/incidents/add-note.ts'
import { readView } from '../../src/incidents/read-view.ts'
import type { Message } from '../../src/practice/workspace/state.ts'
import { listIncidents } from '../../src/store/list-incidents.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld()
})
afterAll(() => world.close())

const shows = (message: { blocks?: unknown; text?: string } | undefined, words: string) =>
  JSON.stringify([message?.blocks, message?.text]).includes(words)
const latest = async () => (await listIncidents(world.powers.store.db, { limit: 1 }))[0]?.incident ?? 0

function cardOf(incident: number): Message | undefined {
  return world.slack
    .messages({ byApp: true })
    .find((one) => one.metadata?.event_payload.incident === incident && one.metadata.event_payload.slot === 'card')
}
const slotsOf = (incident: number) =>
  world.slack
    .messages({ byApp: true })
    .flatMap((one) => (one.metadata?.event_payload.incident === incident ? [String(one.metadata.event_payload.slot)] : []))
const whispers = (viewer: string, channel = 'incidents') =>
  world.slack.messages({ channel, viewer }).filter((one) => one.onlyFor !== undefined)
const lastWhisper = (viewer: string, words: string) => world.slack.until(() => whispers(viewer).some((one) => shows(one, words)))

/** Opens an incident as ada and waits until its card asks. */
async function asked(url = URL_OK): Promise<{ incident: number; card: () => Message }> {
  await world.slack.command('ada', 'incidents', `/why403 ${url} as member`)
  const incident = await latest()
  await world.slack.until(() => shows(cardOf(incident), 'Who is asking?'))
  return { incident, card: () => cardOf(incident) as Message }
}

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

  for (const words of ['Open incidents', `INC-${incident}: needs an answer`, 'rule', 'How to use', 'There is no such incident'])
    await world.slack.until(() => whispers('alan').some((one) => shows(one, words)))
})

test('where the app is no member the person is told, and after an invitation INC-n brings the card', async () => {
  const { slack } = world
  await slack.command('ada', 'leads', `/why403 ${URL_OK}`)
  const incident = await latest()
  await slack.until(() => whispers('ada', 'leads').some((one) => shows(one, 'not a member')))

  slack.invite('ada', 'leads')
  await slack.command('ada', 'leads', `/why403 INC-${incident}`)

  await slack.until(() => cardOf(incident) !== undefined)
})

test('a trigger that Slack calls expired is answered with a word, not with silence', async () => {
  const { slack } = world
  const { card } = await asked()
  slack.faults.add({ method: 'views.open', times: 1, fault: { kind: 'refuse', error: 'expired_trigger_id' } })

  await slack.choose('ada', card(), 'Add note…', 'why403_walk_menu')

  await lastWhisper('ada', 'Please press again')
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
