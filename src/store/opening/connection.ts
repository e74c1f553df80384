import type { ConstructorOptions } from 'pg-boss'
import type { Db } from '../database.ts'

/** An open database, whichever it is. */
export type Connection = {
  kind: 'pglite' | 'postgres'
  db: Db
  /** How pg-boss reaches the same database. */
  boss: ConstructorOptions
  /** Brings the tables up to date, one process at a time. @throws `store.schema` when they are newer than this code. */
  migrate(): Promise<void>
  close(): Promise<void>
}
