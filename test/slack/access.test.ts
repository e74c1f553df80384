import { afterEach, expect, test } from 'vitest'
import { listIncidents } from '../../src/store/list-incidents.ts'
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

test('admins may too, by group, id or name', async () => {
  world = await openSlackWorld({ walks: false, access: { mayProbe: ['U0RADIAPER', '@alan'], admins: ['@sre-leads'] } })
  const { slack } = world

  for (const who of ['grace', 'alan']) await slack.command(who, 'incidents', `/why403 ${URL_OK}`)
  await heard(world, 'grace', 'is open')
  await heard(world, 'alan', 'is open')

  expect(await count(world)).toBe(2)
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
