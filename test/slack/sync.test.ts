import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { openIncident } from '../../src/incidents/open-incident.ts'
import { addNote } from '../../src/incidents/people/add-note.ts'
import { answerQuestion } from '../../src/incidents/people/answer-question.ts'
import { escalateIncident } from '../../src/incidents/people/escalate-incident.ts'
import { resolveIncident } from '../../src/incidents/people/resolve-incident.ts'
import { takeOver } from '../../src/incidents/people/take-over.ts'
import { readView } from '../../src/incidents/read-view.ts'
import { resolutionDraft } from '../../src/incidents/rules/resolution-draft.ts'
import { desiredMessages } from '../../src/slack/sync/desired-messages.ts'
import { createPace } from '../../src/slack/sync/pace.ts'
import type { SyncPowers } from '../../src/slack/sync/sync-powers.ts'
import { syncThread } from '../../src/slack/sync/sync-thread.ts'
import { listDueMessages } from '../../src/store/slack/slack-messages.ts'
import { Crash, FAULTS, type Fault, fakeChannel } from './fake-channel.ts'
import { openSlackWorld, URL_OK, type World } from './slack-world.ts'

let world: World
beforeAll(async () => {
  world = await openSlackWorld({ walks: false, start: false })
})
afterAll(() => world.close())

const ADA = { kind: 'person' as const, id: 'slack:U0ADA', name: 'ada' }

function syncerOver(channel: ReturnType<typeof fakeChannel>) {
  let nowMs = Date.now()
  const powers: SyncPowers = {
    incidents: { ...world.powers, onEvent: undefined, now: () => new Date(nowMs) },
    call: channel.call,
    pace: createPace(() => nowMs),
    directory: { groups: () => [], readGroups: async () => [], userName: async (user) => user, mention: async () => '<!subteam^S1>' },
    responderFor: () => ({ whisper: async () => true, redraw: async () => true, remove: async () => true }),
    sleep: async (ms) => {
      nowMs += ms
    },
  }
  const memory = { failures: 0 }
  /** Syncs on, through waits and crashes, until there is nothing left to do. */
  async function settle(incident: number, rounds = 100): Promise<void> {
    for (let round = 0; round < rounds; round++) {
      try {
        const waitMs = await syncThread(powers, incident, { memory, signal: new AbortController().signal })
        if (waitMs === undefined) return
        nowMs += waitMs
      } catch (error) {
        if (!(error instanceof Crash)) throw error
        nowMs += 25_000
        if (!(await isDue(incident))) return
      }
    }
    throw new Error('it never settles')
  }
  /** Whoever comes after a crash knows of a thread only that it is due. */
  const isDue = async (incident: number) => (await listDueMessages(world.powers.store.db, { now: new Date(nowMs) })).includes(incident)
  /** One round; the process dies after so many calls. */
  async function once(incident: number, calls = Number.POSITIVE_INFINITY) {
    const death = new AbortController()
    let left = calls
    const call: typeof powers.call = async (method, args) => {
      const answer = await powers.call(method, args)
      left -= 1
      if (left === 0) death.abort()
      return answer
    }
    const wait = await syncThread({ ...powers, call }, incident, { memory, signal: death.signal })
    if (death.signal.aborted) nowMs += 25_000
    return wait
  }
  return { powers, settle, once, isDue }
}

const open = () =>
  openIncident(world.powers, {
    request: { method: 'GET', url: URL_OK, headers: {} },
    actor: ADA,
    origin: { via: 'slack', team: 'T1', channel: 'C1', user: 'U0ADA' },
  })

/** The life of an incident in steps, each of which changes what the thread should show. */
const LIFE: ((incident: number) => Promise<unknown>)[] = [
  (incident) => advanceIncident(world.powers, { incident }),
  (incident) => addNote(world.powers, { incident, text: 'a note', actor: ADA }),
  (incident) => takeOver(world.powers, { incident, actor: ADA }),
  (incident) => escalateIncident(world.powers, { incident, actor: ADA }),
  async (incident) =>
    answerQuestion(world.powers, {
      incident,
      question: (await readView(world.powers, incident)).question?.seq ?? 0,
      answer: 1,
      actor: ADA,
    }),
  (incident) => advanceIncident(world.powers, { incident }),
  async (incident) =>
    resolveIncident(world.powers, { incident, resolution: resolutionDraft(await readView(world.powers, incident)), actor: ADA }),
]

async function expectInStep(channel: ReturnType<typeof fakeChannel>, incident: number) {
  const view = await readView(world.powers, incident)
  const desired = desiredMessages(view, new Map([['@edge-team', '<!subteam^S1>']]))
  const posted = channel.messages.map((one) => one.metadata.event_payload.slot)
  expect([...posted].sort()).toEqual(desired.map((one) => one.slot).sort())
  for (const { slot, message } of desired) {
    const shown = channel.messages.find((one) => one.metadata.event_payload.slot === slot)
    const bare = (blocks: unknown) => JSON.stringify(blocks).replace(/"block_id":"[^"]*"/g, '')
    expect(bare(shown?.blocks)).toBe(bare(message.blocks))
    expect(shown?.threadTs).toBe(slot === 'card' ? undefined : channel.messages[0]?.ts)
  }
}

describe('the thread', () => {
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

  test('whatever fails on the way, in the end each message is there exactly once and shows the truth', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...FAULTS), { maxLength: 25 }),
        fc.array(fc.option(fc.integer({ min: 1, max: 3 })), { minLength: LIFE.length + 1, maxLength: LIFE.length + 1 }),
        async (faults: Fault[], deaths) => {
          const channel = fakeChannel(faults)
          const { once, settle, isDue } = syncerOver(channel)
          const { incident } = await open()
          const live = (calls: number | null | undefined) =>
            once(incident, calls ?? undefined).catch((error: unknown) => {
              if (!(error instanceof Crash)) throw error
            })
          for (const [index, step] of LIFE.entries()) {
            if (index === 0 || deaths[index]) await live(deaths[index])
            await step(incident)
          }
          await live(deaths.at(-1))
          if (await isDue(incident)) await settle(incident)

          await expectInStep(channel, incident)
        },
      ),
      { numRuns: 10 },
    )
  })

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
})

describe('the pace', () => {
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
})
