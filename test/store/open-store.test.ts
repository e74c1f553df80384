import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inTransaction } from '../../src/store/database.ts'
import { listDue } from '../../src/store/incidents/incident-lease.ts'
import { readEvents } from '../../src/store/incidents/read-events.ts'
import { openStore } from '../../src/store/open-store.ts'
import { keepSecret, readSecret } from '../../src/store/secrets/sealed-secrets.ts'
import { openSample } from './sample-incident.ts'
import { startChild } from './start-child.ts'
import { testDeps } from './test-deps.ts'

let root: string
let dataDir: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'why403-store-'))
  dataDir = join(root, 'data')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const open = (more: { secretKey?: Uint8Array; workers?: boolean } = {}) => openStore({ dataDir, deps: testDeps(), ...more })
const mode = (file: string) => (statSync(file).mode & 0o777).toString(8)

test('what was stored is there after a restart, sealed secrets too, readable by the owner alone', async () => {
  const first = await open()
  const incident = await openSample(first)
  const secret = await inTransaction(first, (tx) => keepSecret(tx, first.vault, { value: 's', expiresAt: new Date('2100-01-01') }))
  await first.close()
  expect([mode(dataDir), mode(join(dataDir, 'database')), mode(join(dataDir, 'secret.key'))]).toEqual(['700', '700', '600'])

  const second = await open()

  expect(await second.ready()).toEqual({ database: true, migrations: true, queue: true })
  expect(await readEvents(second.db, incident)).toHaveLength(1)
  expect(await readSecret(second.db, second.vault, { id: secret, now: new Date() })).toBe('s')
  expect(second.owner).not.toBe(first.owner)
  await second.close()
  expect(await second.ready()).toEqual({ database: false, migrations: false, queue: false })
})

test('a first start that broke off while the first files were written is begun anew', async () => {
  mkdirSync(join(dataDir, 'database'), { recursive: true, mode: 0o700 })
  writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '18\n')
  writeFileSync(join(dataDir, 'database.unfinished'), '')

  const store = await open({ workers: false })

  expect(await store.ready()).toMatchObject({ database: true, migrations: true })
  expect(readdirSync(dataDir).sort()).toEqual(['database', 'secret.key', 'why403.lock'].sort())
  await store.close()
})

test('files that are no whole database, without that mark, are left alone', async () => {
  mkdirSync(join(dataDir, 'database'), { recursive: true, mode: 0o700 })
  writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '18\n')

  await expect(open({ workers: false })).rejects.toMatchObject({ code: 'store.unavailable' })

  expect(readFileSync(join(dataDir, 'database', 'PG_VERSION'), 'utf8')).toBe('18\n')
})

test('after kill -9 every committed event is there, numbers go on, and the work in hand is taken again at once', async () => {
  const child = startChild('write-for-ever.ts', [dataDir])
  let said = ''
  for (let lines = 0; lines < 25; lines++) said = await child.line()
  await expect(open()).rejects.toMatchObject({ code: 'store.locked', facts: { pid: child.process.pid } })
  await child.kill()
  const [incident = 0, seq = 0] = said.split(' ').map(Number)

  const store = await open()

  const seqs = (await readEvents(store.db, incident)).map((event) => event.seq)
  expect(seqs.length).toBeGreaterThanOrEqual(seq)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))
  expect(await listDue(store.db, { now: new Date() })).toEqual([incident])
  const again = Promise.withResolvers<unknown>()
  await store.jobs.work('advance', { concurrency: 1 }, async (data) => again.resolve(data))
  expect(await again.promise).toEqual({ incident })
  expect(await openSample(store)).toBe(incident + 1)
  await store.close()
})

test('tables of a newer version are refused, and the folder is free again', async () => {
  const store = await open({ workers: false })
  await store.db.execute(sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 9000000000000)`)
  await store.close()

  await expect(open()).rejects.toMatchObject({ code: 'store.schema' })
  await expect(open()).rejects.toMatchObject({ code: 'store.schema' })
})

test('another secret key is refused, and said without either key', async () => {
  const key = new Uint8Array(32).fill(1)
  await (await open({ secretKey: key, workers: false })).close()

  const refusal = await open({ secretKey: new Uint8Array(32).fill(2) }).catch((error: unknown) => error)

  expect(refusal).toMatchObject({ code: 'store.schema' })
  expect(String(refusal)).toContain('WHY403_SECRET_KEY')
  expect(String(refusal)).not.toContain(Buffer.from(key).toString('base64'))
})

test('a damaged key file is refused and left as it is', async () => {
  await (await open({ workers: false })).close()
  const file = join(dataDir, 'secret.key')
  chmodSync(file, 0o600)
  writeFileSync(file, 'c2hvcnQ=\n')

  await expect(open()).rejects.toMatchObject({ code: 'config.invalid' })
  expect(readFileSync(file, 'utf8')).toBe('c2hvcnQ=\n')
})

test('a file where the data folder should be is said plainly', async () => {
  writeFileSync(dataDir, '')

  await expect(open()).rejects.toMatchObject({ code: 'store.unavailable' })
})

test('a database folder that holds something else is said plainly, and the folder is free again', async () => {
  mkdirSync(join(dataDir, 'database'), { recursive: true })
  writeFileSync(join(dataDir, 'database', 'PG_VERSION'), '9.6\n')

  await expect(open()).rejects.toMatchObject({ code: 'store.unavailable' })
  await expect(open()).rejects.toMatchObject({ code: 'store.unavailable' })
})

test('with a server the secret key must be given', async () => {
  await expect(openStore({ databaseUrl: 'postgres://127.0.0.1:1/x', dataDir, deps: testDeps() })).rejects.toMatchObject({
    code: 'config.invalid',
  })
})

test('a server that is down is said without the password', async () => {
  const databaseUrl = 'postgres://why403:canary-password@127.0.0.1:1/why403'

  const refusal = await openStore({ databaseUrl, dataDir, secretKey: new Uint8Array(32), deps: testDeps() }).catch(
    (error: unknown) => error,
  )

  expect(refusal).toMatchObject({ code: 'store.unavailable', retryable: true })
  expect(String(refusal)).toContain('why403@127.0.0.1:1/why403')
  expect(JSON.stringify(refusal, Object.getOwnPropertyNames(refusal))).not.toContain('canary')
})

test('a DATABASE_URL that is no URL is said without what it holds', async () => {
  const refusal = await openStore({ databaseUrl: 'canary password', dataDir, secretKey: new Uint8Array(32), deps: testDeps() }).catch(
    (error: unknown) => error,
  )

  expect(refusal).toMatchObject({ code: 'config.invalid' })
  expect(String(refusal)).not.toContain('canary')
})

test('a store without workers leaves jobs to the next process', async () => {
  const first = await open({ workers: false })
  await first.jobs.work('advance', { concurrency: 1 }, async () => {})
  await first.jobs.enqueue(first.db, 'advance', { data: { name: 'left' } })
  await first.close()

  const second = await open()

  const done = Promise.withResolvers<unknown>()
  await second.jobs.work('advance', { concurrency: 1 }, async (data) => done.resolve(data))
  expect(await done.promise).toEqual({ name: 'left' })
  await second.close()
})
