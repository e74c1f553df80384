import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/store/assemble-store.ts'
import { inTransaction } from '../../../src/store/database.ts'
import type { JobHandler, NewJob } from '../../../src/store/jobs/jobs.ts'

type Name = { name: string }

/** Work in the background: never lost, never started before what it is about is stored. */
export function jobSuite(open: () => Promise<Store>): void {
  describe('jobs', () => {
    let store: Store
    let handle: (name: string, signal: AbortSignal) => Promise<void>
    const handler: JobHandler = (data, signal) => handle((data as Name).name, signal)

    beforeAll(async () => {
      store = await open()
      await store.jobs.work('advance', { concurrency: 3 }, handler)
    })
    beforeEach(() => {
      handle = async () => {}
    })
    afterAll(() => store.close())

    const enqueue = (name: string, options: Omit<NewJob, 'data'> = {}) =>
      store.jobs.enqueue(store.db, 'advance', { data: { name }, ...options })

    /** Names in the order in which handlers were called; `until` resolves when `name` has come. */
    function record() {
      const names: string[] = []
      const waiting = new Map<string, () => void>()
      const until = (name: string) =>
        names.includes(name) ? Promise.resolve() : new Promise<void>((resolve) => waiting.set(name, resolve))
      handle = async (name) => {
        names.push(name)
        waiting.get(name)?.()
      }
      return { names, until }
    }

    test('a job of a transaction that fails never runs', async () => {
      const { names, until } = record()

      await inTransaction(store, async (tx) => {
        await store.jobs.enqueue(tx, 'advance', { data: { name: 'rolled back' } })
        throw new Error('crash')
      }).catch(() => {})
      await enqueue('after')

      await until('after')
      expect(names).toEqual(['after'])
    })

    test('a job of a transaction runs when that has committed', async () => {
      const { until } = record()
      let committed = false
      const inner = handle
      handle = async (name, signal) => {
        expect(committed).toBe(true)
        await inner(name, signal)
      }

      await inTransaction(store, async (tx) => {
        await store.jobs.enqueue(tx, 'advance', { data: { name: 'in' }, key: 'in' })
        await new Promise((resolve) => setImmediate(resolve))
        committed = true
      })

      await until('in')
    })

    test('jobs of one key that wait are one, with the data of the last', async () => {
      const { names, until } = record()

      await inTransaction(store, async (tx) => {
        for (const name of ['a', 'b', 'c']) await store.jobs.enqueue(tx, 'advance', { data: { name }, key: 'one' })
        await store.jobs.enqueue(tx, 'advance', { data: { name: 'other' }, key: 'two' })
      })
      await Promise.all([until('c'), until('other')])
      await enqueue('end')
      await until('end')

      expect(names.toSorted()).toEqual(['c', 'end', 'other'])
    })

    test('a job enqueued while one of its key is worked on is not lost', async () => {
      const started = Promise.withResolvers<void>()
      const finish = Promise.withResolvers<void>()
      const second = Promise.withResolvers<void>()
      handle = async (name) => {
        if (name === 'second') return second.resolve()
        started.resolve()
        await finish.promise
      }

      await enqueue('first', { key: 'wake' })
      await started.promise
      await enqueue('second', { key: 'wake' })
      await second.promise
      finish.resolve()
    })

    test('a job without a key is never merged with another', async () => {
      const { names, until } = record()

      await inTransaction(store, async (tx) => {
        for (const name of ['x', 'y']) await store.jobs.enqueue(tx, 'advance', { data: { name } })
      })
      await Promise.all([until('x'), until('y')])

      expect(names.toSorted()).toEqual(['x', 'y'])
    })

    test('a backlog is worked off without a pause between jobs', { timeout: 8_000 }, async () => {
      const { names, until } = record()
      const backlog = Array.from({ length: 40 }, (_, index) => `b${index}`)

      await inTransaction(store, async (tx) => {
        for (const name of backlog) await store.jobs.enqueue(tx, 'advance', { data: { name } })
      })
      await Promise.all(backlog.map(until))

      expect(names.toSorted()).toEqual(backlog.toSorted())
    })

    test('an urgent job brings a delayed one of its key forward, a delayed one does not put an urgent one off', async () => {
      const { until } = record()

      await enqueue('later', { key: 'soon', startAfterMs: 3_600_000 })
      expect((await store.jobs.depth()).advance).toBe(1)
      await enqueue('now', { key: 'soon' })
      await until('now')
      await inTransaction(store, async (tx) => {
        await store.jobs.enqueue(tx, 'advance', { data: { name: 'urgent' }, key: 'keep' })
        await store.jobs.enqueue(tx, 'advance', { data: { name: 'patient' }, key: 'keep', startAfterMs: 3_600_000 })
      })

      await until('patient')
      expect((await store.jobs.depth()).advance).toBe(0)
    })

    test('a delayed job comes when its time has come', async () => {
      const { names, until } = record()

      await enqueue('delayed', { startAfterMs: 300, key: 'd' })
      await enqueue('prompt')
      await until('delayed')

      expect(names).toEqual(['prompt', 'delayed'])
    })

    test('a handler that throws is called again', async () => {
      const again = Promise.withResolvers<void>()
      let calls = 0
      handle = async () => {
        calls += 1
        if (calls === 1) throw new Error('not yet')
        again.resolve()
      }

      await enqueue('retry')

      await again.promise
      expect(calls).toBe(2)
    })

    test('what waits is counted by queue', async () => {
      await enqueue('one', { startAfterMs: 3_600_000 })
      await enqueue('two', { startAfterMs: 3_600_000 })

      expect(await store.jobs.depth()).toEqual({ advance: 2 })
    })
  })

  test('at the end handlers are told by their signal, and what they leave waits for the next process', async () => {
    const store = await open()
    const started = Promise.withResolvers<void>()
    const told = Promise.withResolvers<void>()
    await store.jobs.work('advance', { concurrency: 1 }, async (_data, signal) => {
      started.resolve()
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      told.resolve()
      signal.throwIfAborted()
    })
    await store.jobs.enqueue(store.db, 'advance', { data: { name: 'left' } })
    await started.promise

    await store.jobs.stop()

    await told.promise
    expect((await store.jobs.depth()).advance).toBe(1)
    await store.close()
  })
}
