import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { assembleStore, type Store } from '../../src/store/assemble-store.ts'
import { connectPglite } from '../../src/store/opening/open-pglite.ts'
import { testDeps } from './test-deps.ts'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, 'node_modules/.cache/why403')
export const TEST_KEY = new Uint8Array(32).fill(7)

type TestStore = Store & { client: PGlite }

/**
 * A store in memory: real PGlite, real pg-boss, the real tables, loaded from a dump of a migrated database (made once
 * and cached). Close it in `afterEach` or `afterAll`. A closed store is gone.
 */
export async function openTestStore({ deps = testDeps(), workers = true } = {}): Promise<TestStore> {
  const connection = await connectPglite({ loadDataDir: new Blob([new Uint8Array(await migratedDump())]) })
  const store = await assembleStore(connection, { key: TEST_KEY, owner: `test-${randomUUID().slice(0, 8)}`, deps, workers })
  return { ...store, client: connection.client }
}

async function migratedDump(): Promise<Buffer> {
  const file = join(CACHE, `store-${fingerprint()}.tar`)
  try {
    return readFileSync(file)
  } catch {
    return makeDump(file)
  }
}

async function makeDump(file: string): Promise<Buffer> {
  const connection = await connectPglite({})
  const keepDump = { ...connection, close: async () => {} }
  const store = await assembleStore(keepDump, { key: TEST_KEY, owner: 'dump', deps: testDeps(), workers: false })
  await store.close()
  const dump = Buffer.from(await (await connection.client.dumpDataDir('none')).arrayBuffer())
  await connection.close()
  mkdirSync(CACHE, { recursive: true })
  const draft = `${file}.${randomUUID()}`
  writeFileSync(draft, dump)
  renameSync(draft, file)
  return dump
}

/** Changes with the tables, the queues, PGlite and pg-boss. */
function fingerprint(): string {
  const hash = createHash('sha256')
  const migrations = readdirSync(join(ROOT, 'migrations'))
    .filter((name) => name.endsWith('.sql'))
    .map((name) => `migrations/${name}`)
  for (const path of [...migrations, 'src/store/jobs/queue.ts', 'src/store/jobs/start-boss.ts']) hash.update(readFileSync(join(ROOT, path)))
  for (const name of ['@electric-sql/pglite', 'pg-boss']) hash.update(readFileSync(join(ROOT, 'node_modules', name, 'package.json')))
  return hash.digest('hex').slice(0, 16)
}
