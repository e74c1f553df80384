import { afterEach, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import { listIncidents } from '../../src/store/incidents/list-incidents.ts'
import { receive } from '../../src/store/slack/slack-inbox.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

const incidentsOf = ({ powers }: World) => listIncidents(powers.store.db, { limit: 50 })
const keep = ({ powers }: World, key: string, payload: object) =>
  receive(powers.store.db, powers.store.vault, { key, kind: 'test', payload, at: new Date() })

test('a command that was kept when the process died is done at the next start, once', async () => {
  world = await openSlackWorld({ walks: false, start: false })
  const { slack } = world
  const channel = slack.workspace.state.channels.find((one) => one.name === 'incidents')?.id
  await keep(world, 'command/T/1', {
    command: '/why403',
    text: URL_OK,
    user_id: 'U0ADALOVEL',
    user_name: 'ada',
    team_id: 'T0PRACTICE',
    channel_id: channel,
  })

  await world.app.start()
  await slack.until(() => slack.messages({ channel: 'incidents', byApp: true }).length === 1)
  const again = world.reopen()
  await again.start()
  await again.close()

  expect((await incidentsOf(world)).length).toBe(1)
})

test('an answer that was kept is given at the next start; given twice it counts once', async () => {
  world = await openSlackWorld()
  const { slack, powers } = world
  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  await slack.until(() => JSON.stringify(slack.messages({ channel: 'incidents', byApp: true })[0]?.blocks ?? '').includes('Who is asking?'))
  const { question } = await readView(powers, 1)
  const press = {
    type: 'block_actions',
    user: { id: 'U0ADALOVEL', username: 'ada' },
    team: { id: 'T0PRACTICE' },
    actions: [{ action_id: 'why403_answer:1', value: JSON.stringify({ i: 1, q: question?.seq, a: 1 }) }],
  }
  await keep(world, 'press/1', press)
  await keep(world, 'press/2', press)

  await slack.until(
    () => JSON.stringify(slack.messages({ channel: 'incidents', byApp: true })[0]?.blocks ?? '').includes('*Outcome:*'),
    10_000,
  )

  const view = await readView(powers, 1)
  expect(view.path.filter((visit) => visit.left?.by === 'answer').length).toBe(1)
})

test('a kept press that wants a form cannot open it any more, and does no harm', async () => {
  world = await openSlackWorld({ walks: false, start: false })
  await keep(world, 'command/T/2', { command: '/why403', text: '', user_id: 'U0ADALOVEL', channel_id: 'C1', trigger_id: '1.2.3' })

  await world.app.start()
  await world.app.close()

  expect(world.calls).toEqual([])
  expect(await incidentsOf(world)).toEqual([])
})

test('the thread of an incident that was opened while Slack was away is posted at the next start', async () => {
  world = await openSlackWorld({ walks: false })
  const { slack } = world
  slack.faults.add({ method: '*', fault: { kind: 'status', status: 503 } })
  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  await world.app.close()
  slack.faults.clear()

  const next = world.reopen()
  await next.start()
  await slack.until(() => slack.messages({ channel: 'incidents', byApp: true }).length === 1, 10_000)
  await next.close()

  expect((await incidentsOf(world)).length).toBe(1)
})

test('a thread of which only the card was drawn, by a press, when the process died is finished at the next start', async () => {
  world = await openSlackWorld({ start: false })
  const { slack, powers } = world
  const slots = () => slack.messages({ byApp: true }).map(({ metadata }) => String(metadata?.event_payload.slot).split('-')[0])
  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  const card = () => slack.messages({ channel: 'incidents', byApp: true })[0]
  await slack.until(() => JSON.stringify(card()?.blocks ?? '').includes('Who is asking?') && slots().includes('progress'), 10_000)
  const old = structuredClone(card() as never)
  powers.onEvent = undefined
  await world.app.close()
  const dying = world.reopen()
  slack.deliverTo((request) => dying.handle(request))
  await slack.press('ada', old, 'No, it is new')
  await expect.poll(async () => (await readView(powers, 1)).state, { timeout: 10_000 }).toBe('concluded')
  await slack.press('grace', old, 'No, it is new')
  await slack.until(() => JSON.stringify(card()?.blocks ?? '').includes('*Outcome:*'), 10_000)
  await dying.close()

  const next = world.reopen()
  await next.start()
  await slack.until(() => slots().includes('outcome'), 10_000)
  await next.close()

  expect(slots().sort()).toEqual(['card', 'outcome', 'progress'])
})
