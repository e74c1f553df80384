import { afterEach, expect, test } from 'vitest'
import { readView } from '../../src/incidents/read-view.ts'
import type { Message } from '../../src/practice/workspace/state.ts'
import { lookAt, shows } from './look-at.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
})

const WITHOUT_HISTORY = ['commands', 'app_mentions:read', 'chat:write', 'chat:write.public', 'im:write', 'users:read', 'usergroups:read']

/** A world where Slack lets nobody look for a message, and why403 does not learn that its first one arrived. */
async function openTwice() {
  const opened = await openSlackWorld({ standIn: { scopes: WITHOUT_HISTORY } })
  world = opened
  const { slack } = opened
  const ours = () => slack.messages({ channel: 'incidents', byApp: true })
  const cards = () => ours().filter(({ metadata }) => metadata?.event_payload.slot === 'card')
  slack.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'drop-after' } })
  return { ...opened, ours, cards, ...lookAt(() => opened) }
}

test('a card that stands twice, since Slack let nobody look for it, goes with the first press on it, which counts', async () => {
  const { slack, powers, deps, ours, cards, lastWhisper } = await openTwice()
  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  await slack.until(() => cards().length === 2 && ours().some(({ threadTs }) => threadTs === cards()[1]?.ts), 20_000)
  const spare = structuredClone(cards()[0] as never) as Message

  await slack.choose('grace', spare, 'Take over')
  await slack.until(() => cards().length === 1, 20_000)
  await slack.until(() => shows(cards()[0], 'taken by <@U0GRACEHOP>'), 20_000)
  await slack.choose('radia', spare, 'Take over')
  await lastWhisper('radia', 'grace was first')

  expect(cards()[0]?.ts).not.toBe(spare.ts)
  expect((await readView(powers, 1)).owner?.name).toBe('grace')
  expect(deps.lines.map(({ message }) => message)).toContainEqual(expect.stringContaining('may stand twice'))
}, 90_000)

test('one that is pressed before it is posted once more stays, and the other one goes', async () => {
  const { slack, cards } = await openTwice()
  slack.faults.add({ method: 'chat.postMessage', times: 1, fault: { kind: 'delay', ms: 2_000 } })
  await slack.command('ada', 'incidents', `/why403 ${URL_OK}`)
  await expect.poll(() => slack.faults.list().length, { timeout: 20_000 }).toBe(0)
  const first = structuredClone(cards()[0] as never) as Message

  await slack.choose('grace', first, 'Take over')

  await slack.until(() => slack.calls.some(({ method, answer }) => method === 'chat.delete' && answer), 20_000)
  await slack.until(() => shows(cards()[0], 'taken by <@U0GRACEHOP>'), 20_000)
  expect(cards().map(({ ts }) => ts)).toEqual([first.ts])
}, 90_000)
