import { sql } from 'drizzle-orm'
import type { PgBoss } from 'pg-boss'
import type { Deps } from '../deps.ts'
import { Why403Error } from '../errors.ts'
import type { Db } from './database.ts'
import { createJobs, type Jobs } from './jobs/jobs.ts'
import { recoverWork } from './jobs/recover-work.ts'
import { startBoss } from './jobs/start-boss.ts'
import type { Connection } from './opening/connection.ts'
import { within } from './opening/within.ts'
import { isMigrated } from './schema/migrations.ts'
import { checkKey } from './secrets/secret-key.ts'
import { createVault, type Vault } from './secrets/vault.ts'
import { asStoreError } from './store-error.ts'

const READY_MS = 2_000

/** Which parts of the store can work now. */
export type Readiness = { database: boolean; migrations: boolean; queue: boolean }

/** The database and what belongs to it. `owner` is this process's name in leases. */
export type Store = {
  db: Db
  kind: 'pglite' | 'postgres'
  owner: string
  jobs: Jobs
  vault: Vault
  /** Asks each part; answers within 2 s. */
  ready(): Promise<Readiness>
  /** Ends the jobs (within 5 s, else they are handed back), then the connections. */
  close(): Promise<void>
}

type Parts = { key: Uint8Array; owner: string; deps: Deps; workers: boolean }

/** Makes a store of an open connection; closes it when that fails. @throws `store.schema`, `store.unavailable` */
export async function assembleStore(connection: Connection, { key, owner, deps, workers }: Parts): Promise<Store> {
  const { kind, db } = connection
  const vault = createVault(key)
  const boss = await prepare(connection, { vault, deps, workers }).catch(async (error: unknown) => {
    await connection.close()
    throw startError(error)
  })
  const jobs = createJobs({ boss, db, log: deps.log, workers })
  let closing: Promise<void> | undefined
  return {
    db,
    kind,
    owner,
    jobs,
    vault,
    ready: () => readiness(db, closing === undefined),
    close: () => {
      closing ??= jobs.stop().finally(() => connection.close())
      return closing
    },
  }
}

type Preparation = { vault: Vault; deps: Deps; workers: boolean }

async function prepare({ kind, db, boss: options, migrate }: Connection, { vault, deps, workers }: Preparation): Promise<PgBoss> {
  await migrate()
  await checkKey(db, vault)
  const boss = await startBoss(options, { log: deps.log, workers })
  try {
    if (kind === 'pglite') await recoverWork(db, boss)
    return boss
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
}

function startError(error: unknown): unknown {
  const known = asStoreError(error)
  if (known instanceof Why403Error) return known
  const reason = known instanceof Error ? known.message : String(known)
  return new Why403Error('store.schema', `The database's tables cannot be brought up to date: ${reason}`, { cause: known })
}

async function readiness(db: Db, open: boolean): Promise<Readiness> {
  const holds = async (question: Promise<boolean>) => (await within(READY_MS, question).catch(() => false)) ?? false
  const asked = (question: Promise<unknown>) => question.then(() => true)
  const [database, migrations, queue] = await Promise.all([
    holds(asked(db.execute(sql`select 1`))),
    holds(isMigrated(db)),
    holds(asked(db.execute(sql`select 1 from pgboss.queue limit 1`))),
  ])
  return { database, migrations, queue: queue && open }
}
