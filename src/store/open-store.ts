import { mkdir } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Deps } from '../deps.ts'
import { isWhy403Error, Why403Error } from '../errors.ts'
import { assembleStore, type Store } from './assemble-store.ts'
import type { Connection } from './opening/connection.ts'
import { type FolderLock, lockFolder } from './opening/folder-lock.ts'
import { folderKey } from './secrets/secret-key.ts'

const DATABASE_FOLDER = 'database'

type OpenStore = {
  /** A Postgres server; without it the database is PGlite in `dataDir`. */
  databaseUrl?: string
  dataDir: string
  /** 32 bytes. Required with `databaseUrl`; with PGlite the folder's own key is made and kept when absent. */
  secretKey?: Uint8Array
  deps: Deps
  /** False for a process that only enqueues, as the command line does. */
  workers?: boolean
}

/**
 * Opens the database, brings its tables up to date and starts the job queue. Of the two drivers one is loaded.
 * @throws `store.locked`, `store.unavailable`, `store.schema`, `config.invalid`
 */
export async function openStore({ databaseUrl, dataDir, secretKey, deps, workers = true }: OpenStore): Promise<Store> {
  const owner = `${hostname()}-${process.pid}-${deps.newId().slice(0, 8)}`
  if (databaseUrl === undefined) {
    const { connection, key } = await openFolder(dataDir, secretKey)
    return assembleStore(connection, { key, owner, deps, workers })
  }
  if (!secretKey)
    throw new Why403Error('config.invalid', 'WHY403_SECRET_KEY: found nothing, expected 32 bytes in base64, because DATABASE_URL is set')
  const { openPostgres } = await import('./opening/open-postgres.ts')
  return assembleStore(await openPostgres({ databaseUrl, log: deps.log }), { key: secretKey, owner, deps, workers })
}

async function openFolder(dataDir: string, secretKey: Uint8Array | undefined): Promise<{ connection: Connection; key: Uint8Array }> {
  const lock = await holdFolder(dataDir)
  try {
    const key = secretKey ?? (await folderKey(dataDir))
    const { openPglite } = await import('./opening/open-pglite.ts')
    const connection = await openPglite(join(dataDir, DATABASE_FOLDER))
    return { connection: { ...connection, close: () => connection.close().finally(lock.release) }, key }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function holdFolder(dataDir: string): Promise<FolderLock> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    return await lockFolder(dataDir)
  } catch (cause) {
    if (isWhy403Error(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Why403Error('store.unavailable', `The data folder ${dataDir} cannot be used: ${reason}`, { cause })
  }
}
