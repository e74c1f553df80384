import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isWhy403Error } from '../../../src/errors.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { appendEvents } from '../../../src/store/incidents/append-events.ts'
import { createIncident } from '../../../src/store/incidents/create-incident.ts'
import { listIncidents, readIncident } from '../../../src/store/incidents/list-incidents.ts'
import { readEvents } from '../../../src/store/incidents/read-events.ts'
import { ALICE, AT, MACHINE, note, OPENED, openSample, projection } from '../sample-incident.ts'

type Attempt = { incident: number; seen: number; texts: string[] }

/** What any database must keep of an incident's log. */
export function incidentLogSuite(open: () => Promise<Store>): void {
  describe('the log of an incident', () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store.close())

    const append = ({ incident, seen, texts }: Attempt) =>
      inTransaction(store, (tx) =>
        appendEvents(tx, { incident, seen, at: AT, actor: MACHINE, bodies: texts.map(note), projection: projection() }),
      )
    const outcome = (attempt: Attempt) =>
      append(attempt).catch((error: unknown) => (isWhy403Error(error) ? error.code : Promise.reject(error)))
    const seqs = async (incident: number) => (await readEvents(store.db, incident)).map((event) => event.seq)

    test('an event comes back as it was written', async () => {
      const incident = await openSample(store)

      expect(await readEvents(store.db, incident)).toEqual([{ incident, seq: 1, at: AT, actor: ALICE, ...OPENED }])
    })

    test('of two appends that saw the same seq, one wins and the other is stale', async () => {
      const incident = await openSample(store)

      const outcomes = await Promise.all([outcome({ incident, seen: 1, texts: ['a'] }), outcome({ incident, seen: 1, texts: ['b'] })])

      expect(outcomes.toSorted()).toEqual([2, 'incident.stale'])
      expect(await seqs(incident)).toEqual([1, 2])
    })

    test('a stale append writes nothing, not even what would still fit', async () => {
      const incident = await openSample(store)
      await append({ incident, seen: 1, texts: ['a'] })

      expect(await outcome({ incident, seen: 1, texts: ['b', 'c', 'd'] })).toBe('incident.stale')
      expect(await seqs(incident)).toEqual([1, 2])
    })

    test('an append that claims to have seen more than there is, is stale', async () => {
      const incident = await openSample(store)

      expect(await outcome({ incident, seen: 7, texts: ['a'] })).toBe('incident.stale')
    })

    test('an append to no incident is unknown', async () => {
      expect(await outcome({ incident: 2_000_000_000, seen: 1, texts: ['a'] })).toBe('incident.unknown')
    })

    test('any interleaving of two writers gives a log without gaps that holds each accepted event once', async () => {
      const step = fc.record({ writer: fc.integer({ min: 0, max: 1 }), size: fc.integer({ min: 1, max: 3 }), reread: fc.boolean() })
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
          const incident = await openSample(store)
          const known = [1, 1]
          const accepted: string[] = []
          await Promise.all(
            steps.map(async ({ writer, size, reread }, at) => {
              if (reread) known[writer] = (await readIncident(store.db, incident))?.seq ?? 0
              const texts = Array.from({ length: size }, (_, index) => `${writer}/${at}/${index}`)
              const last = await outcome({ incident, seen: known[writer] ?? 0, texts })
              if (typeof last === 'number') accepted.push(...texts)
            }),
          )

          const events = await readEvents(store.db, incident)
          expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
          const texts = events.flatMap((event) => (event.type === 'noted' ? [event.data.text] : []))
          expect(texts.toSorted()).toEqual(accepted.toSorted())
          expect((await readIncident(store.db, incident))?.seq).toBe(events.length)
        }),
        { numRuns: 25 },
      )
    })

    test('what was written can neither be changed nor deleted', async () => {
      const incident = await openSample(store)

      await expect(store.db.execute(sql`update incident_events set type = 'noted' where incident = ${incident}`)).rejects.toThrow()
      await expect(store.db.execute(sql`delete from incident_events where incident = ${incident}`)).rejects.toThrow()
      expect(await seqs(incident)).toEqual([1])
    })

    test('a transaction that fails takes no number: the next incident has the next one', async () => {
      const before = await openSample(store)
      const failing = inTransaction(store, async (tx) => {
        await createIncident(tx, { at: AT, actor: ALICE, body: OPENED, projection: () => projection() })
        throw new Error('crash')
      })

      await expect(failing).rejects.toThrow('crash')
      expect(await openSample(store)).toBe(before + 1)
    })

    test('incidents opened at once get different numbers, in a row', async () => {
      const before = await openSample(store)

      const numbers = await Promise.all(Array.from({ length: 8 }, () => openSample(store)))

      expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 8 }, (_, index) => before + 1 + index))
    })

    test('what a hostile target answers is kept, with U+FFFD for what Postgres cannot keep', async () => {
      const incident = await openSample(store)

      await append({ incident, seen: 1, texts: ['a\0b \uD800 c'] })

      const [, noted] = await readEvents(store.db, incident)
      expect(noted?.data).toEqual({ text: 'a\uFFFDb \uFFFD c' })
    })

    test('reading after a seq gives what came later', async () => {
      const incident = await openSample(store)
      await append({ incident, seen: 1, texts: ['a', 'b'] })

      expect((await readEvents(store.db, incident, 2)).map((event) => event.seq)).toEqual([3])
    })

    test('the row follows the last append, and forgets what is no longer so', async () => {
      const closedAt = new Date('2026-11-02T11:00:00.000Z')
      const concluded = projection({ state: 'concluded', due: false, closedAt, layer: 'waf', cause: 'waf-rule', status: 'concluded' })
      const incident = await openSample(store)
      const move = (seen: number, row: typeof concluded) =>
        inTransaction(store, (tx) => appendEvents(tx, { incident, seen, at: AT, actor: MACHINE, bodies: [note('x')], projection: row }))

      await move(1, concluded)
      expect(await readIncident(store.db, incident)).toEqual({ incident, seq: 2, ...concluded })
      await move(2, projection())
      expect(await readIncident(store.db, incident)).toEqual({ incident, seq: 3, ...projection() })
    })

    test('lists the newest first, by state, page by page', async () => {
      const first = await openSample(store, { state: 'asking' })
      await openSample(store, { state: 'resolved' })
      const last = await openSample(store, { state: 'asking' })

      const page = await listIncidents(store.db, { states: ['asking'], limit: 1 })
      const next = await listIncidents(store.db, { states: ['asking'], limit: 1, before: last })

      expect([page, next].map((rows) => rows.map((row) => row.incident))).toEqual([[last], [first]])
    })
  })
}
