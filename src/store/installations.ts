import { eq } from 'drizzle-orm'
import type { Db } from './database.ts'
import { installations } from './schema.ts'
import type { Vault } from './vault.ts'

/** A Slack workspace's installation: `key` is its team id, or enterprise id for an org-wide install. */
export type NewInstallation = { key: string; team?: string; enterprise?: string; installation: unknown; installedAt: Date }

/** Keeps an installation, sealed, in place of an earlier one. */
export async function saveInstallation(db: Db, vault: Vault, { key, installation, ...rest }: NewInstallation): Promise<void> {
  const row = { ...rest, installation: vault.seal(JSON.stringify(installation), context(key)) }
  await db
    .insert(installations)
    .values({ key, ...row })
    .onConflictDoUpdate({ target: installations.key, set: row })
}

/** Bolt's Installation as it was given; undefined when the workspace has none. */
export async function readInstallation(db: Db, vault: Vault, key: string): Promise<unknown> {
  const rows = await db.select().from(installations).where(eq(installations.key, key))
  return rows[0] && JSON.parse(vault.open(rows[0].installation, context(key)))
}

/** Forgets a workspace that has removed the app. */
export async function deleteInstallation(db: Db, key: string): Promise<void> {
  await db.delete(installations).where(eq(installations.key, key))
}

function context(key: string): string {
  return `installation/${key}`
}
