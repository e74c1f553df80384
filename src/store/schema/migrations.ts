import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { z } from 'zod'
import { Why403Error } from '../../errors.ts'
import type { Db } from '../database.ts'

/** Where the migrations lie, in a checkout and in the published package alike. */
export const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../migrations')

const Rows = z.object({ rows: z.array(z.object({ last: z.coerce.number().nullable() })) })

/** Whether the database has exactly the tables that this code knows, from drizzle's own record. */
export async function isMigrated(db: Db): Promise<boolean> {
  return (await lastApplied(db)) === lastKnown()
}

/** @throws `store.schema` when a newer why403 has changed the tables: writing to them could do harm. */
export async function refuseNewer(db: Db): Promise<void> {
  const applied = await lastApplied(db)
  if (applied === null || applied <= lastKnown()) return
  throw new Why403Error(
    'store.schema',
    `The database has tables of a newer why403 (from ${day(applied)}; this one knows those up to ${day(lastKnown())}). Start the newer version, or restore a backup from before it.`,
    { facts: { applied, known: lastKnown() } },
  )
}

async function lastApplied(db: Db): Promise<number | null> {
  const present = Rows.parse(await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations')::oid::bigint as last`))
  if (present.rows[0]?.last == null) return null
  return Rows.parse(await db.execute(sql`select max(created_at) as last from drizzle.__drizzle_migrations`)).rows[0]?.last ?? null
}

function lastKnown(): number {
  return Math.max(...readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).map((migration) => migration.folderMillis))
}

function day(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}
