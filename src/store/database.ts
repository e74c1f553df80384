import type { ExtractTablesWithRelations } from 'drizzle-orm'
import type { PgDatabase, PgQueryResultHKT, PgTransaction } from 'drizzle-orm/pg-core'
import type * as schema from './schema/schema.ts'
import { asStoreError } from './store-error.ts'

/** All tables, for drizzle. */
type Schema = typeof schema

/** What queries take: the database, or a transaction on it. Either driver's. */
export type Db = PgDatabase<PgQueryResultHKT, Schema>

/** An open transaction: what writes that belong together take. */
export type Tx = PgTransaction<PgQueryResultHKT, Schema, ExtractTablesWithRelations<Schema>>

/**
 * Runs `work` in one transaction; whatever it throws rolls everything back. Inside, use `tx` alone: on PGlite a query
 * on `db` would wait for ever. @throws `store.unavailable` when the database is away.
 */
export async function inTransaction<T>(store: { db: Db }, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await store.db.transaction(work)
  } catch (error) {
    throw asStoreError(error)
  }
}
