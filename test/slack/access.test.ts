import { afterEach, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

const count = async ({ powers }: World) => (await listIncidents(powers.store.db, { limit: 50 })).length
const heard = ({ slack }: World, viewer: string, words: string) =>
  slack.until(() =>
    slack
      .messages({ channel: 'incidents', viewer })
      .some((one) => one.onlyFor !== undefined && JSON.stringify([one.text, one.blocks]).includes(words)),
  )

test('members of a user group may open incidents, others are told who may', async () => {
  world = await openSlackWorld({ walks: false, access: { mayProbe: ['@oncall'] } })
  const { slack } = world

  await slack.command('alan', 'incidents', `/why403 ${URL_OK}`)
  await heard(world, 'alan', 'access.mayProbe')
  expect(await count(world)).toBe(0)
  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  await heard(world, 'ada', 'INC-1 is open')
  expect(await count(world)).toBe(1)
})

test('admins may too, and people by their id', async () => {
  world = await openSlackWorld({ walks: false, access: { mayProbe: ['U0RADIAPER'], admins: ['@SRE-Leads'] } })
  const { slack } = world

  for (const who of ['grace', 'radia']) await slack.command(who, 'incidents', `/why403 ${URL_OK}`)
  await heard(world, 'grace', 'is open')
  await heard(world, 'radia', 'is open')

  expect(await count(world)).toBe(2)
})

test('what a person is called grants nothing: neither a group’s handle nor a name on the list, which the log tells', async () => {
  world = await openSlackWorld({ walks: false, access: { mayProbe: ['@oncall', '@alan'] } })
  const { slack } = world
  const called = (name: string) => Object.assign(slack.workspace.state.people.find(({ id }) => id === 'U0ALANTURI') as object, { name })

  for (const name of ['alan', 'oncall']) {
    called(name)
    await slack.command('U0ALANTURI', 'incidents', `/why403 ${URL_OK}`)
    await slack.mention('U0ALANTURI', 'incidents', URL_OK)
  }
  await slack.until(
    () => slack.messages({ viewer: 'U0ALANTURI' }).filter(({ text }) => text.includes('access.mayProbe')).length === 4,
    10_000,
  )

  expect(await count(world)).toBe(0)
  expect(world.deps.lines.filter(({ message }) => message.includes('names no user group')).map(({ facts }) => facts)).toEqual([
    { name: 'alan' },
  ])
})

test('whoever is not listed may not send for real', async () => {
  world = await openSlackWorld({ access: { mayProbe: ['U0ADALOVEL'] } })
  const { slack } = world
  await slack.command('ada', 'incidents', `/why403 POST ${URL_OK} as member`)
  const card = () => slack.messages({ channel: 'incidents', byApp: true }).find(({ metadata }) => metadata?.event_payload.slot === 'card')
  await slack.until(() => JSON.stringify(card()?.blocks ?? '').includes('Send POST for real'), 10_000)

  await slack.press('alan', structuredClone(card() as never), 'Send POST for real')

  await heard(world, 'alan', 'access.mayProbe')
  expect((await readView(world.powers, 1)).approvedBy).toBeUndefined()
})

test('while Slack does not tell who is in a group, nothing is opened and the person is told why', async () => {
  world = await openSlackWorld({ walks: false, access: { mayProbe: ['@oncall'] } })
  const { slack } = world
  slack.faults.add({ method: 'usergroups.list', fault: { kind: 'status', status: 500 } })

  const answer = await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  await heard(world, 'ada', 'Slack did not tell')

  expect(answer.outcome).toBe('answered')
  expect(await count(world)).toBe(0)
})
