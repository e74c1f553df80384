import { expect } from 'vitest'
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
import { Crash, type fakeChannel } from './fake-channel.ts'
import { URL_OK, type World } from './slack-world.ts'

/** Somebody who does things to the incidents of a sync world. */
export const ADA = { kind: 'person' as const, id: 'slack:U0ADA', name: 'ada' }

/** Longer than anything of a dead process rests: its claims, and messages that failed often. */
export const REST_MS = 90_000

/** Incidents over the store of a world that may be opened later, and syncers for them. */
export function syncWorld(world: () => World) {
  type Channel = ReturnType<typeof fakeChannel>
  return {
    syncerOver: (channel: Channel) => syncerOver(world(), channel),
    open: () => open(world()),
    /** The life of an incident in steps, each of which changes what the thread should show. */
    life: () => lifeOf(world()),
    expectInStep: (channel: Channel, incident: number) => expectInStep(world(), channel, incident),
  }
}

/** A syncer that runs by hand, on a clock of its own, against one channel. */
function syncerOver(world: World, channel: ReturnType<typeof fakeChannel>) {
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
        nowMs += REST_MS
        if (!(await isDue(incident))) return
      }
    }
    throw new Error('it never settles')
  }
  /** Whoever comes after a crash knows of a thread only that it is due. */
  const isDue = async (incident: number) => (await listDueMessages(world.powers.store.db, { now: new Date(nowMs) })).includes(incident)
  /** One round; the process dies after so many calls, if not before, and the next one comes when its claims have run out. */
  async function once(incident: number, calls = Number.POSITIVE_INFINITY) {
    const death = new AbortController()
    let left = calls
    const call: typeof powers.call = async (method, args) => {
      const answer = await powers.call(method, args)
      left -= 1
      if (left === 0) death.abort()
      return answer
    }
    const round = syncThread({ ...powers, call }, incident, { memory, signal: death.signal })
    const waitMs = await round.catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error
      death.abort()
      return undefined
    })
    if (death.signal.aborted) nowMs += REST_MS
    return waitMs
  }
  return { powers, settle, once, isDue }
}

const open = (world: World) =>
  openIncident(world.powers, {
    request: { method: 'GET', url: URL_OK, headers: {} },
    actor: ADA,
    origin: { via: 'slack', team: 'T1', channel: 'C1', user: 'U0ADA' },
  })

/** The life of an incident in steps, each of which changes what the thread should show. */
const lifeOf = (world: World): ((incident: number) => Promise<unknown>)[] => [
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

async function expectInStep(world: World, channel: ReturnType<typeof fakeChannel>, incident: number) {
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
