import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/store/assemble-store.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { LEASE_MS } from '../../../src/store/incidents/incident-lease.ts'
import { noteDrawn } from '../../../src/store/slack/note-drawn.ts'
import {
  finishInbox,
  forgetInbox,
  listUnfinished,
  purgeInbox,
  receive,
  releaseInbox,
  takeInbox,
} from '../../../src/store/slack/slack-inbox.ts'
import {
  addMessage,
  CARD_SLOT,
  claimMessage,
  findThread,
  listDueMessages,
  readMessages,
  renewMessage,
  replaceMessage,
  type SlackMessage,
  saveMessage,
} from '../../../src/store/slack/slack-messages.ts'
import { AT, openSample } from '../sample-incident.ts'

const later = (ms: number) => new Date(AT.getTime() + ms)
const SECRET = 'authorization: Bearer canary-7f3a'
let serial = 0

/** What came from Slack, and what is to go there. */
export function slackSuite(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  describe('the inbox', () => {
    const deliver = (key: string) => receive(store.db, store.vault, { key, kind: 'command', payload: { text: SECRET }, at: AT })
    const take = (key: string, ms = 0) => takeInbox(store.db, store.vault, { key, owner: 'a', now: later(ms) })
    const freshKey = () => `Ev${++serial}`

    test('the same delivery three times at once is kept once', async () => {
      const key = freshKey()

      const received = await Promise.all([deliver(key), deliver(key), deliver(key)])

      expect(received.toSorted()).toEqual(['duplicate', 'duplicate', 'new'])
    })

    test('a payload does not lie in the table in clear, and comes back whole', async () => {
      const key = freshKey()
      await deliver(key)

      const table = await store.db.execute(sql`select * from slack_inbox`)
      expect(JSON.stringify(table)).not.toContain('canary')
      expect(await take(key)).toMatchObject({ key, kind: 'command', payload: { text: SECRET }, attempts: 1 })
    })

    test('one worker has a delivery at a time; another takes it when the lease has run out', async () => {
      const key = freshKey()
      await deliver(key)

      expect((await Promise.all([take(key), take(key)])).filter(Boolean)).toHaveLength(1)
      expect(await take(key, LEASE_MS - 1)).toBeNull()
      expect(await take(key, LEASE_MS)).toMatchObject({ attempts: 2 })
    })

    test('a delivery that its receiver takes along is not handed to another', async () => {
      const key = freshKey()
      await receive(store.db, store.vault, { key, kind: 'command', payload: {}, at: AT, owner: 'a', leaseUntil: later(LEASE_MS) })

      expect(await take(key)).toBeNull()
      expect(await take(key, LEASE_MS)).toMatchObject({ attempts: 2 })
    })

    test('of two who finish, one has finished it; its payload is forgotten, its key is remembered', async () => {
      const key = freshKey()
      await deliver(key)
      await take(key)

      expect(await finishInbox(store.db, { key, now: later(1) })).toBe(true)
      expect(await finishInbox(store.db, { key, now: later(2) })).toBe(false)
      expect(await take(key, 60_000)).toBeNull()
      expect(await deliver(key)).toBe('duplicate')
      const { rows } = (await store.db.execute(sql`select payload from slack_inbox where key = ${key}`)) as unknown as { rows: unknown[] }
      expect(rows).toEqual([{ payload: null }])
    })

    test('a transaction that fails leaves the delivery unfinished', async () => {
      const key = freshKey()
      await deliver(key)

      await inTransaction(store, async (tx) => {
        await finishInbox(tx, { key, now: later(1) })
        throw new Error('crash')
      }).catch(() => {})

      expect(await listUnfinished(store.db, { now: later(1) })).toContain(key)
    })

    test('a delivery that was given back is unfinished from its time on', async () => {
      const key = freshKey()
      await deliver(key)
      await take(key)
      expect(await listUnfinished(store.db, { now: later(1) })).not.toContain(key)

      await releaseInbox(store.db, { key, owner: 'a', retryAt: later(5_000), error: 'Slack is down' })

      expect(await listUnfinished(store.db, { now: later(4_999) })).not.toContain(key)
      expect(await listUnfinished(store.db, { now: later(5_000) })).toContain(key)
    })

    test('a forgotten key is new again; a finished one after its day', async () => {
      const [forgotten, finished, open] = [freshKey(), freshKey(), freshKey()]
      for (const key of [forgotten, finished, open]) await deliver(key)

      await forgetInbox(store.db, forgotten)
      await finishInbox(store.db, { key: finished, now: later(1) })
      await purgeInbox(store.db, later(2))

      expect([await deliver(forgotten), await deliver(finished), await deliver(open)]).toEqual(['new', 'new', 'duplicate'])
    })
  })

  describe('the messages of an incident', () => {
    const message = (incident: number, more: Partial<SlackMessage> = {}): SlackMessage => ({
      ...{ incident, slot: CARD_SLOT, team: 'T1', channel: 'C1', state: 'due', attempts: 0, updatedAt: AT },
      ...more,
    })

    test('a message comes back as it was saved, in place of the one before', async () => {
      const incident = await openSample(store)
      const posted = message(incident, {
        state: 'posted',
        ts: '1.2',
        threadTs: '1.1',
        postedHash: 'h',
        postedSeq: 1,
        nextAt: AT,
        lastError: 'e',
      })

      await saveMessage(store.db, posted)
      expect(await readMessages(store.db, incident)).toEqual([posted])
      await saveMessage(store.db, message(incident))
      expect(await readMessages(store.db, incident)).toEqual([message(incident)])
    })

    test('of two who fill a slot, one does', async () => {
      const incident = await openSample(store)

      const added = await Promise.all([addMessage(store.db, message(incident)), addMessage(store.db, message(incident))])

      expect(added.toSorted()).toEqual([false, true])
    })

    test('of two replicas that claim a slot, one posts', async () => {
      const incident = await openSample(store)
      await saveMessage(store.db, message(incident))
      const claim = () => claimMessage(store.db, { incident, slot: CARD_SLOT, attempts: 0, now: AT })

      expect((await Promise.all([claim(), claim()])).toSorted()).toEqual([false, true])
      expect(await readMessages(store.db, incident)).toMatchObject([{ state: 'posting', attempts: 1, nextAt: later(LEASE_MS) }])
    })

    test('a compare-and-set writes only over what was expected', async () => {
      const incident = await openSample(store)
      await saveMessage(store.db, message(incident))
      const posted = message(incident, { state: 'posted', ts: '1.2', postedHash: 'h1' })

      expect(await replaceMessage(store.db, posted, { state: 'due', ts: null, postedHash: null, updatedAt: AT })).toBe(true)
      expect(await replaceMessage(store.db, posted, { postedHash: 'h0' })).toBe(false)
      expect(await replaceMessage(store.db, posted, { ts: null })).toBe(false)
      expect(await replaceMessage(store.db, message(incident, { state: 'gone' }), { postedHash: 'h1', ts: '1.2' })).toBe(true)
    })

    test('a message that was drawn past its row shows what was drawn', async () => {
      const incident = await openSample(store)
      await saveMessage(store.db, message(incident, { state: 'posted', ts: '1.2', postedHash: 'h1', postedSeq: 1 }))
      const drawn = { incident, slot: CARD_SLOT, channel: message(incident).channel }

      await noteDrawn(store.db, { ...drawn, ts: '9.9', hash: 'other' })
      expect(await readMessages(store.db, incident)).toMatchObject([{ state: 'posted', postedHash: 'h1' }])
      await noteDrawn(store.db, { ...drawn, ts: '1.2', hash: 'h2' })
      expect(await readMessages(store.db, incident)).toMatchObject([{ state: 'posted', postedHash: 'h2', postedSeq: 0 }])
    })

    test('a call on its way for a message that is drawn meanwhile counts as lost, and a press tells where a lost post is', async () => {
      const incident = await openSample(store)
      await saveMessage(store.db, message(incident, { state: 'posting', attempts: 1, nextAt: later(5_000) }))

      await noteDrawn(store.db, { incident, slot: CARD_SLOT, channel: message(incident).channel, ts: '1.2', hash: 'h2' })

      const [row] = await readMessages(store.db, incident)
      expect(row).toMatchObject({ state: 'due', attempts: 2, ts: '1.2', postedSeq: 0 })
      expect([row?.postedHash, row?.nextAt]).toEqual([undefined, undefined])
      expect(await replaceMessage(store.db, message(incident, { state: 'posted', ts: '1.2' }), { attempts: 1 })).toBe(false)
    })

    test('a claim is kept while its call takes, and no longer once another has it', async () => {
      const incident = await openSample(store)
      await saveMessage(store.db, message(incident))
      const slot = CARD_SLOT
      await claimMessage(store.db, { incident, slot, attempts: 0, now: AT, leaseMs: 1_000 })

      await renewMessage(store.db, { incident, slot, attempts: 1, now: later(500), leaseMs: 1_000 })
      expect(await readMessages(store.db, incident)).toMatchObject([{ nextAt: later(1_500) }])
      await renewMessage(store.db, { incident, slot, attempts: 0, now: later(900), leaseMs: 1_000 })
      expect(await readMessages(store.db, incident)).toMatchObject([{ nextAt: later(1_500) }])
    })

    test('due are: what waits for its time, what was left in posting, a card behind its incident', async () => {
      const [waiting, abandoned, behind, shown, gone] = await Promise.all(Array.from({ length: 5 }, () => openSample(store)))
      await saveMessage(store.db, message(waiting ?? 0, { slot: 'outcome', nextAt: later(1_000) }))
      await saveMessage(store.db, message(abandoned ?? 0, { state: 'posting', nextAt: later(1_000) }))
      await saveMessage(store.db, message(behind ?? 0, { state: 'posted', postedSeq: 0 }))
      await saveMessage(store.db, message(shown ?? 0, { state: 'posted', postedSeq: 1 }))
      await saveMessage(store.db, message(gone ?? 0, { state: 'gone' }))

      const due = async (ms: number) => {
        const all = await listDueMessages(store.db, { now: later(ms) })
        return all.filter((incident) => [waiting, abandoned, behind, shown, gone].includes(incident))
      }
      expect(new Set(await due(999))).toEqual(new Set([behind]))
      expect(new Set(await due(1_000))).toEqual(new Set([waiting, abandoned, behind]))
    })

    test('an incident is found by its message and by its thread', async () => {
      const incident = await openSample(store)
      const place = { team: 'T1', channel: 'C9' }
      await saveMessage(store.db, message(incident, { ...place, state: 'posted', threadTs: '5.0', ts: '5.1' }))

      expect(await findThread(store.db, { ...place, threadTs: '5.0' })).toBe(incident)
      expect(await findThread(store.db, { ...place, threadTs: '5.1' })).toBe(incident)
      expect(await findThread(store.db, { ...place, threadTs: '9.9' })).toBeUndefined()
    })
  })
}
