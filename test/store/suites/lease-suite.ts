import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/store/assemble-store.ts'
import {
  freeAbandoned,
  LEASE_MS,
  listDue,
  releaseLease,
  renewLease,
  TAKEN_WITHIN_MS,
  takeLease,
} from '../../../src/store/incidents/incident-lease.ts'
import { AT, appendSample, openSample } from '../sample-incident.ts'

const later = (ms: number) => new Date(AT.getTime() + ms)

/** Of many workers, one drives an incident. */
export function leaseSuite(open: () => Promise<Store>): void {
  describe('the lease of an incident', () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store.close())

    const take = (incident: number, owner: string, ms = 0) => takeLease(store.db, { incident, owner, now: later(ms) })

    test('of many who want it at once, one gets it', async () => {
      const incident = await openSample(store)

      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => take(incident, owner)))

      expect(taken.filter(Boolean)).toHaveLength(1)
    })

    test('nobody takes it while it runs, not even its holder; anybody when it has run out', async () => {
      const incident = await openSample(store)
      await take(incident, 'a')

      expect(await take(incident, 'b', LEASE_MS - 1)).toBe(false)
      expect(await take(incident, 'a', LEASE_MS - 1)).toBe(false)
      expect(await take(incident, 'b', LEASE_MS)).toBe(true)
    })

    test('a renewed lease runs on; one that was lost cannot be renewed', async () => {
      const incident = await openSample(store)
      await take(incident, 'a')

      expect(await renewLease(store.db, { incident, owner: 'a', now: later(5_000) })).toBe(true)
      expect(await take(incident, 'b', LEASE_MS)).toBe(false)
      expect(await take(incident, 'b', 5_000 + LEASE_MS)).toBe(true)
      expect(await renewLease(store.db, { incident, owner: 'a', now: later(16_000) })).toBe(false)
    })

    test('only the holder gives it back', async () => {
      const incident = await openSample(store)
      await take(incident, 'a')

      await releaseLease(store.db, { incident, owner: 'b', now: AT })
      expect(await take(incident, 'b')).toBe(false)
      await releaseLease(store.db, { incident, owner: 'a', now: AT })
      expect(await take(incident, 'b')).toBe(true)
    })

    test('due is what waits for the machine and is held by nobody alive', async () => {
      const waiting = await openSample(store)
      const held = await openSample(store)
      const person = await openSample(store, { due: false, state: 'asking' })
      await take(held, 'a')

      const ours = (due: number[]) => due.filter((incident) => [waiting, held, person].includes(incident))
      expect(ours(await listDue(store.db, { now: later(1) }))).toEqual([waiting])
      expect(ours(await listDue(store.db, { now: later(LEASE_MS) }))).toEqual([waiting, held])
    })

    test('what is due and nobody takes in time counts as left lying, and is found again while it is', async () => {
      const incident = await openSample(store)
      const waiting = await openSample(store, { due: false, state: 'asking' })
      const left = async (ms: number) =>
        (await freeAbandoned(store.db, { now: later(ms) })).filter((one) => [incident, waiting].includes(one))

      expect(await left(TAKEN_WITHIN_MS - 1)).toEqual([])
      expect(await left(TAKEN_WITHIN_MS)).toEqual([incident])
      expect(await left(TAKEN_WITHIN_MS + 1)).toEqual([])
      expect(await left(2 * TAKEN_WITHIN_MS)).toEqual([incident])
    })

    test('what a dead owner held is freed when the lease has run out, for anybody to take', async () => {
      const incident = await openSample(store)
      await take(incident, 'a')

      const freed = await freeAbandoned(store.db, { now: later(LEASE_MS) })

      expect(freed).toContain(incident)
      expect(await renewLease(store.db, { incident, owner: 'a', now: later(LEASE_MS) })).toBe(false)
      expect(await take(incident, 'b', LEASE_MS)).toBe(true)
    })

    test('an event that makes it the machine’s turn has to be taken soon, and one that ends that turn has not', async () => {
      const incident = await openSample(store, { due: false, state: 'asking' })
      const left = async (ms: number) => (await freeAbandoned(store.db, { now: later(ms) })).includes(incident)
      const append = (seen: number, due: boolean) => appendSample(store, { incident, seen, due })

      await append(1, true)
      expect(await left(TAKEN_WITHIN_MS)).toBe(true)
      await append(2, false)
      expect(await left(9 * TAKEN_WITHIN_MS)).toBe(false)
    })
  })
}
