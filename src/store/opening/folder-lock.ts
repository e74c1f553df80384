import { randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rename, rmdir, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Why403Error } from '../../errors.ts'
import { processStart } from './process-start.ts'

const FILE = 'why403.lock'
/** A takeover takes milliseconds; one that is older was killed on the way. */
const TAKEOVER_MAX_MS = 10_000

const Holder = z.object({ pid: z.int(), started: z.string().nullable(), id: z.string() })

/** A held data folder. */
export type FolderLock = { release(): Promise<void> }

/**
 * Holds `dataDir` for this process: PGlite's files bear one process only. The lock of a process that has died, also by
 * `kill -9`, is taken over. @throws `store.locked` when a living process has it.
 */
export async function lockFolder(dataDir: string): Promise<FolderLock> {
  const file = join(dataDir, FILE)
  const mine = JSON.stringify({ pid: process.pid, started: processStart(process.pid), id: randomUUID() })
  const draft = `${file}.${process.pid}.${randomUUID()}`
  await writeFile(draft, mine, { mode: 0o600 })
  try {
    if (!(await claim(draft, file))) await takeOver({ draft, file, dataDir })
  } finally {
    await unlink(draft).catch(() => {})
  }
  return { release: () => release(file, mine) }
}

/** A link appears with its whole content or not at all, and never over another's. */
async function claim(draft: string, file: string): Promise<boolean> {
  return link(draft, file).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return false
      throw error
    },
  )
}

/** Of several processes that find the same dead lock, the one that makes the folder beside it replaces it. */
async function takeOver({ draft, file, dataDir }: { draft: string; file: string; dataDir: string }): Promise<void> {
  const guard = `${file}.takeover`
  await removeOldGuard(guard)
  await mkdir(guard).catch(() => {
    throw locked(dataDir, undefined)
  })
  try {
    const text = await readFile(file, 'utf8').catch(() => '')
    const holder = parseHolder(text)
    if (holder && holder.started !== null && processStart(holder.pid) === holder.started) throw locked(dataDir, holder.pid)
    await rename(draft, file)
  } finally {
    await rmdir(guard)
  }
}

async function removeOldGuard(guard: string): Promise<void> {
  const made = await stat(guard).catch(() => null)
  if (made && Date.now() - made.mtimeMs > TAKEOVER_MAX_MS) await rmdir(guard).catch(() => {})
}

function parseHolder(text: string): z.infer<typeof Holder> | undefined {
  try {
    return Holder.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

function locked(dataDir: string, pid: number | undefined): Why403Error {
  const who = pid === undefined ? 'Another process' : pid === process.pid ? `This process (${pid})` : `Process ${pid}`
  const what = `${who} has the data folder ${dataDir} open. Stop it, or set WHY403_DATA_DIR to another folder, or set DATABASE_URL to share a Postgres server.`
  return new Why403Error('store.locked', what, { facts: { dataDir, pid } })
}

async function release(file: string, mine: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '')
  if (text === mine) await unlink(file).catch(() => {})
}
