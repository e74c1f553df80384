import { eq, lte } from 'drizzle-orm'
import { Why403Error } from '../../errors.ts'
import type { Db, Tx } from '../database.ts'
import { sealedSecrets } from '../schema/schema.ts'
import type { Vault } from './vault.ts'

const CONTEXT = 'secret'

/** Seals and keeps `value` until `expiresAt`; returns its id. */
export async function keepSecret(tx: Tx, vault: Vault, { value, expiresAt }: { value: string; expiresAt: Date }): Promise<string> {
  const [row] = await tx
    .insert(sealedSecrets)
    .values({ expiresAt, sealed: vault.seal(value, CONTEXT) })
    .returning({ id: sealedSecrets.id })
  if (!row) throw new TypeError('The secret was not stored')
  return row.id
}

/** Opens a kept secret. @throws `secret.expired` when it has run out, was purged, or was sealed with another key. */
export async function readSecret(db: Db, vault: Vault, { id, now }: { id: string; now: Date }): Promise<string> {
  const rows = await db.select().from(sealedSecrets).where(eq(sealedSecrets.id, id))
  const row = rows[0]
  if (!row || row.expiresAt <= now) {
    throw new Why403Error('secret.expired', 'The credentials pasted with this request are no longer kept; paste the request again.')
  }
  return vault.open(row.sealed, CONTEXT)
}

/** Forgets what has run out; says how many. */
export async function purgeSecrets(db: Db, now: Date): Promise<number> {
  const gone = await db.delete(sealedSecrets).where(lte(sealedSecrets.expiresAt, now)).returning({ id: sealedSecrets.id })
  return gone.length
}
