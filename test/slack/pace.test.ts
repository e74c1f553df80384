import { afterAll, beforeAll, expect, test } from 'vitest'
import { addNote } from '../../src/incidents/people/add-note.ts'
import { createPace } from '../../src/slack/sync/pace.ts'
import { fakeChannel } from './fake-channel.ts'
import { openSlackWorld, type World } from './slack-world.ts'
import { ADA, syncWorld } from './sync-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld({ walks: false, start: false })
})
afterAll(() => world.close())
const { syncerOver, open } = syncWorld(() => world)

test('a channel gets one post a second, a workspace fewer than fifty edits in any minute', () => {
  let nowMs = 1_000_000
  const pace = createPace(() => nowMs)
  const turns = (method: string, channel: string, count: number) => Array.from({ length: count }, () => pace.takeTurn(method, channel))
  const edits = turns('chat.update', 'C1', 120)

  expect(turns('chat.postMessage', 'C1', 3)).toEqual([0, 1050, 2100])
  expect(turns('chat.postMessage', 'C2', 1)).toEqual([0])
  expect(edits.filter((wait) => wait < 60_000).length).toBeLessThan(50)
  nowMs += 600_000
  expect(turns('chat.update', 'C1', 120).filter((wait) => wait < 60_000).length).toBeLessThan(50)
})

test('Retry-After holds its own method alone, and asking in the meantime costs no turn', async () => {
  const channel = fakeChannel([])
  const { powers, once, settle } = syncerOver(channel)
  const { incident } = await open()
  await settle(incident)
  await addNote(world.powers, { incident, text: 'news', actor: ADA })
  powers.pace.hold('chat.update', 30_000)
  const waits = [await once(incident), await once(incident), await once(incident)]

  expect(waits).toEqual([30_000, 30_000, 30_000])
  expect(powers.pace.heldUntilMs('chat.postMessage')).toBe(0)
  await powers.sleep(30_000)
  expect(powers.pace.takeTurn('chat.update', 'C1')).toBe(0)
})
