import { eq } from 'drizzle-orm'
import { z } from 'zod'
import type { Db, Tx } from './database.ts'
import { runbookHead, runbookRevisions } from './schema/schema.ts'

const Files = z.record(z.string(), z.string())

/** A set of runbook texts by file name. `parent` is the revision that was edited. */
type NewRevision = { hash: string; files: ReadonlyMap<string, string>; author: string; at: Date; parent?: string }

/** `revision` is in use; `imported` was last read from disk. */
export type RunbookHead = { revision: string; imported: string; at: Date }

/** Keeps a revision for ever; one that is there already stays as it is. */
export async function saveRevision(tx: Tx, { files, ...revision }: NewRevision): Promise<void> {
  await tx
    .insert(runbookRevisions)
    .values({ ...revision, files: Object.fromEntries(files) })
    .onConflictDoNothing()
}

/** The texts of a revision by file name; null when it was never stored. */
export async function readRevision(db: Db, hash: string): Promise<Map<string, string> | null> {
  const rows = await db.select({ files: runbookRevisions.files }).from(runbookRevisions).where(eq(runbookRevisions.hash, hash))
  return rows[0] ? new Map(Object.entries(Files.parse(rows[0].files))) : null
}

/** Which revision is in use; null before the first import. */
export async function readHead(db: Db): Promise<RunbookHead | null> {
  const rows = await db.select().from(runbookHead)
  return rows[0] ? { revision: rows[0].revision, imported: rows[0].imported, at: rows[0].at } : null
}

/** Puts a stored revision in use. */
export async function setHead(tx: Tx, head: RunbookHead): Promise<void> {
  await tx
    .insert(runbookHead)
    .values({ id: 1, ...head })
    .onConflictDoUpdate({ target: runbookHead.id, set: head })
}
