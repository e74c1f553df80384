import { randomUUID } from 'node:crypto'
import { eq, lte } from 'drizzle-orm'
import { Why403Error } from '../../errors.ts'
import type { Db, Tx } from '../database.ts'
import { sealedSecrets } from '../schema/schema.ts'
import type { Vault } from './vault.ts'

/** What secrets were sealed for before they were bound to their row; such rows are a week old at most when they expire. */
const ANY_ROW = 'secret'

/** Binds a secret to its row: copied into another, it does not open there. */
function contextOf(id: string): string {
  return `secret/${id}`
}

/** Seals and keeps `value` until `expiresAt`; returns its id. */
export async function keepSecret(tx: Tx, vault: Vault, { value, expiresAt }: { value: string; expiresAt: Date }): Promise<string> {
  const id = randomUUID()
  await tx.insert(sealedSecrets).values({ id, expiresAt, sealed: vault.seal(value, contextOf(id)) })
  return id
}

/** Opens a kept secret. @throws `secret.expired` when it has run out, was purged, or was sealed with another key or for another row. */
export async function readSecret(db: Db, vault: Vault, { id, now }: { id: string; now: Date }): Promise<string> {
  const rows = await db.select().from(sealedSecrets).where(eq(sealedSecrets.id, id))
  const row = rows[0]
  if (!row || row.expiresAt <= now) {
    throw new Why403Error('secret.expired', 'The credentials pasted with this request are no longer kept; paste the request again.')
  }
  return openOf(vault, row)
}

function openOf(vault: Vault, { id, sealed }: { id: string; sealed: string }): string {
  try {
    return vault.open(sealed, contextOf(id))
  } catch {
    return vault.open(sealed, ANY_ROW)
  }
}

/** Forgets what has run out; says how many. */
export async function purgeSecrets(db: Db, now: Date): Promise<number> {
  const gone = await db.delete(sealedSecrets).where(lte(sealedSecrets.expiresAt, now)).returning({ id: sealedSecrets.id })
  return gone.length
}
