import { randomBytes, randomUUID } from 'node:crypto'
import { link, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { Why403Error } from '../../errors.ts'
import type { Db } from '../database.ts'
import { settings } from '../schema/schema.ts'
import { SECRET_KEY_BYTES, type Vault } from './vault.ts'

const FILE = 'secret.key'
const CHECK = 'key-check'

/** The data folder's own key: made at the first start, mode 0600, base64. @throws `config.invalid` when the file holds something else. */
export async function folderKey(dataDir: string): Promise<Uint8Array> {
  const file = join(dataDir, FILE)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return makeKey(file)
    throw error
  })
  const key = Buffer.from(text.trim(), 'base64')
  if (key.byteLength === SECRET_KEY_BYTES) return key
  throw new Why403Error(
    'config.invalid',
    `${file}: found ${key.byteLength} bytes, expected ${SECRET_KEY_BYTES} in base64. Restore the file from a backup.`,
  )
}

async function makeKey(file: string): Promise<string> {
  const text = `${randomBytes(SECRET_KEY_BYTES).toString('base64')}\n`
  const draft = `${file}.${randomUUID()}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await link(draft, file)
  await unlink(draft)
  return text
}

/** Proves that `vault` has the key that this database was sealed with; the first vault sets it. @throws `store.schema` */
export async function checkKey(db: Db, vault: Vault): Promise<void> {
  await db
    .insert(settings)
    .values({ name: CHECK, value: vault.seal(CHECK, CHECK) })
    .onConflictDoNothing()
  const rows = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, CHECK))
  try {
    vault.open(rows[0]?.value ?? '', CHECK)
  } catch {
    throw new Why403Error(
      'store.schema',
      `WHY403_SECRET_KEY is not the key that this database was sealed with. Set the earlier key; or, to give up what it sealed, delete the row '${CHECK}' of the table 'settings'.`,
    )
  }
}
