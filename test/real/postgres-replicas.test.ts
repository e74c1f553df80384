import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/assemble-store.ts'
import { inTransaction } from '../../src/store/database.ts'
import { readEvents } from '../../src/store/incidents/read-events.ts'
import { openStore } from '../../src/store/open-store.ts'
import { TEST_KEY } from '../store/open-test-store.ts'
import { openSample } from '../store/sample-incident.ts'
import { type Child, startChild } from '../store/start-child.ts'
import { testDeps } from '../store/test-deps.ts'
import { POSTGRES_MISSING, type PostgresServer, startPostgres } from './postgres-server.ts'

describe.skipIf(POSTGRES_MISSING)(`replicas on one PostgreSQL server${POSTGRES_MISSING ? `: ${POSTGRES_MISSING}` : ''}`, () => {
  let server: PostgresServer
  let databaseUrl: string
  let store: Store
  let children: Child[]
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server?.remove())
  beforeEach(async () => {
    databaseUrl = await server.newDatabase()
    store = await openHere()
    children = []
  })
  afterEach(async () => {
    for (const child of children) await child.kill()
    await store.close()
  })

  const openHere = () => openStore({ databaseUrl, dataDir: '', secretKey: TEST_KEY, deps: testDeps() })
  const replica = async () => {
    const child = startChild('drive-incidents.ts', [], { DATABASE_URL: databaseUrl })
    children.push(child)
    expect(await child.line()).toBe('ready')
    return child
  }

  test('two replicas share the jobs, each job done once', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `n${index}`)
    const replicas = [await replica(), await replica()]
    const done: string[][] = [[], []]
    const all = Promise.withResolvers<void>()
    const listen = async (child: Child, at: number) => {
      for (;;) {
        done[at]?.push(await child.line())
        if (done.flat().length >= names.length) return all.resolve()
      }
    }
    for (const [at, child] of replicas.entries()) listen(child, at).catch(() => {})

    await inTransaction(store, async (tx) => {
      for (const name of names) await store.jobs.enqueue(tx, 'advance', { data: { name } })
    })
    await all.promise

    expect(done.flat().toSorted()).toEqual(names.map((name) => `job ${name}`).toSorted())
    expect(done.map((lines) => lines.length > 0)).toEqual([true, true])
  })

  test('when a replica is killed, another drives its incident on once the lease has run out', async () => {
    const [first, second] = [await replica(), await replica()]
    const incident = await openSample(store)
    await store.jobs.enqueue(store.db, 'advance', { data: { incident }, key: `INC-${incident}` })
    const lines = [first, second].map((child) => child.line().then((line) => ({ child, line })))
    const holder = await Promise.race(lines)
    const other = holder.child === first ? 1 : 0

    await holder.child.kill()

    expect(holder.line).toBe(`INC ${incident}`)
    expect((await lines[other])?.line).toBe(`INC ${incident}`)
  })

  test('a waiting job that a transaction wakes again is not started before that transaction ends', async () => {
    await store.jobs.enqueue(store.db, 'advance', { data: { name: 'old' }, key: 'k' })
    const handled: unknown[] = []
    const both = Promise.withResolvers<void>()
    const worker = await openHere()
    await inTransaction(store, async (tx) => {
      await store.jobs.enqueue(tx, 'advance', { data: { name: 'new' }, key: 'k' })
      const bystander = Promise.withResolvers<void>()
      await worker.jobs.work('advance', { concurrency: 1 }, async (data) => {
        handled.push(data)
        bystander.resolve()
        if (handled.length === 2) both.resolve()
      })
      await worker.jobs.enqueue(worker.db, 'advance', { data: { name: 'bystander' } })
      await bystander.promise
    })
    await both.promise

    expect(handled).toEqual([{ name: 'bystander' }, { name: 'new' }])
    await worker.close()
  })

  test.each(['SIGINT', 'SIGQUIT'] as const)('when the server is stopped by %s and comes back, the same store works on', async (signal) => {
    const woken = Promise.withResolvers<unknown>()
    await store.jobs.work('advance', { concurrency: 2 }, async (data) => woken.resolve(data))
    const incident = await openSample(store)

    await server.stop(signal)
    await expect(openSample(store)).rejects.toMatchObject({ code: 'store.unavailable', retryable: true })
    expect(await store.ready()).toEqual({ database: false, migrations: false, queue: false })
    await server.start()

    await expect.poll(() => store.ready(), { timeout: 30_000 }).toEqual({ database: true, migrations: true, queue: true })
    expect(await readEvents(store.db, incident)).toHaveLength(1)
    await store.jobs.enqueue(store.db, 'advance', { data: { incident } })
    expect(await woken.promise).toEqual({ incident })
  })

  test('a store closes while its server is down', async () => {
    const closing = await openHere()
    await closing.jobs.work('advance', { concurrency: 2 }, async () => {})

    await server.stop('SIGQUIT')
    await closing.close()
    await server.start()

    expect(await closing.ready()).toEqual({ database: false, migrations: false, queue: false })
  })

  test('a transaction that the server loses in the middle is refused whole', async () => {
    const losing = inTransaction(store, async (tx) => {
      await tx.execute(sql`insert into settings (name, value) values ('lost', 'x')`)
      await server.stop('SIGQUIT')
      await server.start()
      await tx.execute(sql`select 1`)
    })

    await expect(losing).rejects.toMatchObject({ code: 'store.unavailable' })
    await expect.poll(() => store.ready(), { timeout: 30_000 }).toMatchObject({ database: true })
    expect(await store.db.execute(sql`select * from settings where name = 'lost'`)).toMatchObject({ rows: [] })
  })
})
