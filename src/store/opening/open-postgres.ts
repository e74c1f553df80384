import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { Deps } from '../../deps.ts'
import { Why403Error } from '../../errors.ts'
import type { Db } from '../database.ts'
import { MIGRATIONS_FOLDER, refuseNewer } from '../schema/migrations.ts'
import * as schema from '../schema/schema.ts'
import type { Connection } from './connection.ts'
import { LanePool } from './lane-pool.ts'
import { within } from './within.ts'

/** With pg-boss's, twelve connections for each replica. */
const PEOPLE_POOL_MAX = 4
const MACHINE_POOL_MAX = 5
const BOSS_POOL_MAX = 3
const CONNECT_MS = 5_000
const STATEMENT_MS = 30_000
const MIGRATION_WAIT_MS = 60_000
const CLOSE_MS = 3_000
/** Any number, the same in every replica: "403" and "why" read as bytes. */
const MIGRATION_LOCK = 0x77687934
/** 13, as PostgreSQL counts. https://www.postgresql.org/docs/current/runtime-config-preset.html */
const OLDEST_SERVER = 130_000

/**
 * Opens a pool on a Postgres server; it reconnects by itself when the server was away.
 * @throws `store.unavailable` when nothing usable answers; the message never holds the password. `store.schema` before version 13.
 */
export async function openPostgres({ databaseUrl, log }: { databaseUrl: string; log: Deps['log'] }): Promise<Connection> {
  const where = describeDatabase(databaseUrl)
  const settings = { connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS, application_name: 'why403', keepAlive: true }
  const onLost = (error: Error) => log.warn({ error: error.message }, 'A database connection was lost')
  const limits = { statement_timeout: STATEMENT_MS, idle_in_transaction_session_timeout: 2 * STATEMENT_MS }
  const pool = new LanePool({ ...settings, ...limits }, { people: PEOPLE_POOL_MAX, machine: MACHINE_POOL_MAX, onLost })
  try {
    await refuseOldServer(pool, where)
  } catch (error) {
    await pool.end()
    throw error
  }
  const db = drizzle(pool as unknown as pg.Pool, { schema }) as unknown as Db
  return {
    kind: 'postgres',
    db,
    boss: { connectionString: databaseUrl, connectionTimeoutMillis: CONNECT_MS, application_name: 'why403 jobs', max: BOSS_POOL_MAX },
    migrate: () => migrateAlone(settings),
    async close() {
      await within(CLOSE_MS, pool.end())
    },
  }
}

/** A connection string as people may see it: user, host, port, database. */
function describeDatabase(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl))
    throw new Why403Error('config.invalid', 'DATABASE_URL: found no URL, expected postgres://user:password@host:5432/database')
  const { username, host, pathname } = new URL(databaseUrl)
  return `${username ? `${username}@` : ''}${host}${pathname}`
}

async function refuseOldServer(pool: LanePool, where: string): Promise<void> {
  const version = await serverVersion(pool).catch((cause: unknown) => {
    const reason =
      cause instanceof AggregateError ? cause.errors.map(String).join('; ') : cause instanceof Error ? cause.message : String(cause)
    throw new Why403Error('store.unavailable', `The database at ${where} does not answer: ${reason}`, { retryable: true })
  })
  if (version < OLDEST_SERVER) {
    throw new Why403Error(
      'store.schema',
      `The database at ${where} is PostgreSQL ${Math.floor(version / 10_000)}; why403 needs 13 or later.`,
    )
  }
}

async function serverVersion(pool: LanePool): Promise<number> {
  const client = await pool.connect()
  try {
    const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version")
    return Number(rows[0]?.version)
  } finally {
    client.release()
  }
}

/** On a connection of its own, under a lock that other starting replicas wait for. */
async function migrateAlone(settings: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(settings)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`set lock_timeout = ${MIGRATION_WAIT_MS}`)
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    const db = drizzle(client, { schema })
    await refuseNewer(db as unknown as Db)
    await migrate(db, { migrationsFolder: MIGRATIONS_FOLDER })
  } finally {
    await client.end()
  }
}
