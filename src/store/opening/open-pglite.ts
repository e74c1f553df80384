import { mkdir } from 'node:fs/promises'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { fromPglite } from 'pg-boss'
import { Why403Error } from '../../errors.ts'
import type { Db } from '../database.ts'
import { MIGRATIONS_FOLDER, refuseNewer } from '../schema/migrations.ts'
import * as schema from '../schema/schema.ts'
import type { Connection } from './connection.ts'
import { firstFiles } from './first-files.ts'
import { takeTurns } from './take-turns.ts'
import { within } from './within.ts'

const CLOSE_MS = 5_000

/** Opens Postgres in this process, its files in `folder` (mode 0700). The caller holds the folder's lock. @throws `store.unavailable` */
export async function openPglite(folder: string): Promise<Connection> {
  try {
    const { files, done } = await firstFiles(folder)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const connection = await connectPglite({ dataDir: folder, ...(files && { loadDataDir: files }) })
    await done()
    return connection
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : JSON.stringify(cause)
    const way = 'It may be damaged or of another version: restore it from a backup, or move it away to begin anew.'
    throw new Why403Error('store.unavailable', `The database in ${folder} cannot be opened: ${reason}. ${way}`, { cause })
  }
}

/** A database in memory unless `options` name a folder; drizzle and pg-boss share its one connection. */
export async function connectPglite(options: PGliteOptions): Promise<Connection & { client: PGlite }> {
  const client = takeTurns(await PGlite.create(options))
  const db = drizzle(client, { schema })
  const handle = db as unknown as Db
  return {
    kind: 'pglite',
    client,
    db: handle,
    boss: { db: fromPglite(client), backend: 'pglite' },
    async migrate() {
      await refuseNewer(handle)
      await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER })
    },
    async close() {
      await within(CLOSE_MS, client.close())
    },
  }
}
