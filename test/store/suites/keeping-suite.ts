import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/store/assemble-store.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { readHead, readRevision, saveRevision, setHead } from '../../../src/store/runbook-revisions.ts'
import { keepSecret, purgeSecrets, readSecret } from '../../../src/store/secrets/sealed-secrets.ts'
import { AT } from '../sample-incident.ts'

const later = (ms: number) => new Date(AT.getTime() + ms)

/** Runbooks and secrets. */
export function keepingSuite(open: () => Promise<Store>): void {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  describe('runbook revisions', () => {
    const files = new Map([
      ['http-403.md', '# a'],
      ['waf.md', '# b'],
    ])

    test('a revision is kept as it was first saved', async () => {
      await inTransaction(store, (tx) => saveRevision(tx, { hash: 'r1', files, author: 'disk', at: AT }))
      await inTransaction(store, (tx) => saveRevision(tx, { hash: 'r1', files: new Map(), author: 'else', at: later(1) }))

      expect(await readRevision(store.db, 'r1')).toEqual(files)
      expect(await readRevision(store.db, 'r0')).toBeNull()
    })

    test('the head says what is in use and what was imported', async () => {
      expect(await readHead(store.db)).toBeNull()
      await inTransaction(store, async (tx) => {
        await saveRevision(tx, { hash: 'r2', files, author: 'disk', at: AT })
        await setHead(tx, { revision: 'r2', imported: 'r2', at: AT })
        await saveRevision(tx, { hash: 'r3', files, author: 'console', at: AT, parent: 'r2' })
        await setHead(tx, { revision: 'r3', imported: 'r2', at: later(1) })
      })

      expect(await readHead(store.db)).toEqual({ revision: 'r3', imported: 'r2', at: later(1) })
    })

    test('what was never saved cannot be put in use', async () => {
      await expect(inTransaction(store, (tx) => setHead(tx, { revision: 'r9', imported: 'r9', at: AT }))).rejects.toThrow()
    })
  })

  describe('sealed secrets', () => {
    const keep = (value: string) => inTransaction(store, (tx) => keepSecret(tx, store.vault, { value, expiresAt: later(1_000) }))
    const read = (id: string, ms = 0) => readSecret(store.db, store.vault, { id, now: later(ms) })

    test('a secret comes back until it expires, and never lies in the table in clear', async () => {
      const id = await keep('canary-secret')

      expect(await read(id, 999)).toBe('canary-secret')
      await expect(read(id, 1_000)).rejects.toMatchObject({ code: 'secret.expired' })
      expect(JSON.stringify(await store.db.execute(sql`select * from sealed_secrets`))).not.toContain('canary')
    })

    test('a secret that was copied into the row of another does not open there', async () => {
      const [own, foreign] = [await keep('own-secret'), await keep('foreign-secret')]
      await store.db.execute(
        sql`update sealed_secrets set sealed = (select sealed from sealed_secrets where id = ${foreign}) where id = ${own}`,
      )

      await expect(read(own)).rejects.toMatchObject({ code: 'secret.expired' })
      expect(await read(foreign)).toBe('foreign-secret')
    })

    test('a secret that an earlier version sealed for any row opens until it expires', async () => {
      const id = await keep('new')
      await store.db.execute(sql`update sealed_secrets set sealed = ${store.vault.seal('earlier', 'secret')} where id = ${id}`)

      expect(await read(id)).toBe('earlier')
    })

    test('what has expired is purged', async () => {
      const id = await keep('x')

      expect(await purgeSecrets(store.db, later(999))).toBe(0)
      expect(await purgeSecrets(store.db, later(1_000))).toBeGreaterThan(0)
      await expect(read(id)).rejects.toMatchObject({ code: 'secret.expired' })
    })
  })
}
