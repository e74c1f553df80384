import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { addNote } from '../../src/incidents/people/add-note.ts'
import { escalateIncident } from '../../src/incidents/people/escalate-incident.ts'
import { listDueMessages } from '../../src/store/slack/slack-messages.ts'
import { FAULTS, type Fault, fakeChannel } from './fake-channel.ts'
import { openSlackWorld, type World } from './slack-world.ts'
import { ADA, REST_MS, syncWorld } from './sync-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld({ walks: false, start: false })
})
afterAll(() => world.close())
const { syncerOver, open, life, expectInStep } = syncWorld(() => world)

test('while Slack does not tell the groups a new escalation waits for one more try, since an edit pings nobody', async () => {
  const channel = fakeChannel([])
  const { powers, settle } = syncerOver(channel)
  const { incident } = await open()
  await escalateIncident(world.powers, { incident, actor: ADA })
  const told = [null, '<!subteam^S1>']
  const posted: unknown[] = []
  powers.directory = { ...powers.directory, mention: async () => (told.length > 1 ? told.shift() : told[0]) }
  powers.call = (method, args) => {
    if (method === 'chat.postMessage') posted.push(args.text)
    return channel.call(method, args)
  }

  await settle(incident)

  expect(posted.filter((text) => String(text).includes('is escalated'))).toEqual([expect.stringContaining('<!subteam^S1>')])
})

test('an escalation that was posted with its ping keeps it while Slack does not tell the groups, and the thread counts as behind', async () => {
  const channel = fakeChannel([])
  const { powers, settle, once, isDue } = syncerOver(channel)
  const { incident } = await open()
  await escalateIncident(world.powers, { incident, actor: ADA })
  await settle(incident)
  const escalation = () => channel.messages.find(({ metadata }) => metadata.event_payload.slot === 'escalation-1')?.text
  const told = powers.directory.mention
  powers.directory = { ...powers.directory, mention: async () => null }
  await addNote(world.powers, { incident, text: 'news', actor: ADA })
  await once(incident)

  expect(escalation()).toContain('<!subteam^S1>')
  expect(await isDue(incident)).toBe(true)
  powers.directory = { ...powers.directory, mention: told }
  await settle(incident)
  expect(await isDue(incident)).toBe(false)
})

test('one that had to be posted without its ping names whom it calls as soon as Slack tells', async () => {
  const channel = fakeChannel([])
  const { powers, settle, once, isDue } = syncerOver(channel)
  const { incident } = await open()
  await escalateIncident(world.powers, { incident, actor: ADA })
  const told = powers.directory.mention
  powers.directory = { ...powers.directory, mention: async () => null }
  await once(incident)
  await powers.sleep(REST_MS)
  await once(incident)
  const escalation = () => channel.messages.find(({ metadata }) => metadata.event_payload.slot === 'escalation-1')?.text
  const first = escalation()

  expect([first?.toString().includes('is escalated'), first?.toString().includes('<!subteam'), await isDue(incident)]).toEqual([
    true,
    false,
    true,
  ])
  powers.directory = { ...powers.directory, mention: told }
  await settle(incident)
  expect(escalation()).toContain('<!subteam^S1>')
})

test('whatever fails on the way, in the end each message is there exactly once and shows the truth', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...FAULTS), { maxLength: 25 }),
      fc.array(fc.option(fc.integer({ min: 1, max: 3 })), { minLength: life().length + 1, maxLength: life().length + 1 }),
      async (faults: Fault[], deaths) => {
        const channel = fakeChannel(faults)
        const { powers, once, settle, isDue } = syncerOver(channel)
        const { incident } = await open()
        for (const [index, step] of life().entries()) {
          if (index === 0 || deaths[index]) await once(incident, deaths[index] ?? undefined)
          await step(incident)
        }
        await once(incident, deaths.at(-1) ?? undefined)
        await powers.sleep(REST_MS)
        if (await isDue(incident)) await settle(incident)

        await expectInStep(channel, incident)
      },
    ),
    { numRuns: 10 },
  )
}, 90_000)

test('without the right to read the channel a lost answer may post again, and nothing is missing', async () => {
  const channel = fakeChannel(['error-after'], { history: false })
  const { settle } = syncerOver(channel)
  const { incident } = await open()

  await settle(incident)

  expect(channel.messages.filter((one) => one.metadata.event_payload.slot === 'card').length).toBe(2)
})

test('two replicas at once post each message once', async () => {
  const channel = fakeChannel([])
  const [one, other] = [syncerOver(channel), syncerOver(channel)]
  const { incident } = await open()
  await advanceIncident(world.powers, { incident })

  await Promise.all([one.settle(incident), other.settle(incident)])

  await expectInStep(channel, incident)
})

test('ten changes between two looks are one edit', async () => {
  const channel = fakeChannel([])
  const { settle } = syncerOver(channel)
  const { incident } = await open()
  await settle(incident)
  const before = channel.calls.length
  for (let count = 0; count < 10; count++) await addNote(world.powers, { incident, text: `note ${count}`, actor: ADA })

  await settle(incident)

  expect(channel.calls.slice(before).filter((method) => method === 'chat.update').length).toBeLessThanOrEqual(2)
})

test('a thread that is behind is due, and one in step is not', async () => {
  const { settle } = syncerOver(fakeChannel([]))
  const { incident } = await open()
  await settle(incident)
  const now = new Date(Date.now() + 60_000)
  const rested = await listDueMessages(world.powers.store.db, { now })
  await addNote(world.powers, { incident, text: 'news', actor: ADA })

  expect(rested).not.toContain(incident)
  expect(await listDueMessages(world.powers.store.db, { now })).toContain(incident)
})

test('a thread is due as long as anything of it is behind, though its card is not', async () => {
  const channel = fakeChannel([])
  const { settle, once, isDue } = syncerOver(channel)
  const { incident } = await open()
  await advanceIncident(world.powers, { incident })
  await settle(incident)
  await addNote(world.powers, { incident, text: 'on the card and in the record', actor: ADA })

  await once(incident, 1)

  expect(channel.messages.map(({ blocks }) => JSON.stringify(blocks).includes('on the card'))).toEqual([true, false])
  expect(await isDue(incident)).toBe(true)
})

test('blocks that Slack refuses are told as text', async () => {
  const channel = fakeChannel([])
  const call: typeof channel.call = async (method, args) => {
    if (Array.isArray(args.blocks) && args.blocks.length > 0)
      throw new (await import('../../src/errors.ts')).Why403Error('slack.refused', 'no', { facts: { error: 'invalid_blocks' } })
    return channel.call(method, args)
  }
  const { settle } = syncerOver({ ...channel, call })
  const { incident } = await open()

  await settle(incident)

  expect(channel.messages[0]?.text).toContain(`INC-${incident}`)
})
