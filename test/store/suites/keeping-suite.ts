import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/store/assemble-store.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { deleteInstallation, readInstallation, saveInstallation } from '../../../src/store/installations.ts'
import { readHead, readRevision, saveRevision, setHead } from '../../../src/store/runbook-revisions.ts'
import { assignSecret, forgetSecrets, keepSecret, purgeSecrets, readSecret } from '../../../src/store/sealed-secrets.ts'
import { AT } from '../sample-incident.ts'

const later = (ms: number) => new Date(AT.getTime() + ms)

/** Runbooks, secrets and installations. */
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
    const keep = (value: string, incident?: number) =>
      inTransaction(store, (tx) => keepSecret(tx, store.vault, { value, incident, expiresAt: later(1_000) }))
    const read = (id: string, ms = 0) => readSecret(store.db, store.vault, { id, now: later(ms) })

    test('a secret comes back until it expires, and never lies in the table in clear', async () => {
      const id = await keep('canary-secret')

      expect(await read(id, 999)).toBe('canary-secret')
      await expect(read(id, 1_000)).rejects.toMatchObject({ code: 'secret.expired' })
      expect(JSON.stringify(await store.db.execute(sql`select * from sealed_secrets`))).not.toContain('canary')
    })

    test('what has expired is purged', async () => {
      const id = await keep('x')

      expect(await purgeSecrets(store.db, later(999))).toBe(0)
      expect(await purgeSecrets(store.db, later(1_000))).toBeGreaterThan(0)
      await expect(read(id)).rejects.toMatchObject({ code: 'secret.expired' })
    })

    test("an incident's secrets are forgotten with it, others stay", async () => {
      const [mine, later_, other] = [await keep('a', 41), await keep('b'), await keep('c', 42)]
      await inTransaction(store, (tx) => assignSecret(tx, later_, 41))

      await inTransaction(store, (tx) => forgetSecrets(tx, 41))

      await expect(read(mine)).rejects.toMatchObject({ code: 'secret.expired' })
      await expect(read(later_)).rejects.toMatchObject({ code: 'secret.expired' })
      expect(await read(other)).toBe('c')
    })
  })

  describe('installations', () => {
    test('an installation is kept sealed, replaced by the next, and deleted', async () => {
      const save = (token: string) =>
        saveInstallation(store.db, store.vault, { key: 'T1', team: 'T1', installation: { bot: { token } }, installedAt: AT })

      await save('xoxb-canary-1')
      await save('xoxb-canary-2')

      expect(await readInstallation(store.db, store.vault, 'T1')).toEqual({ bot: { token: 'xoxb-canary-2' } })
      expect(JSON.stringify(await store.db.execute(sql`select * from installations`))).not.toContain('canary')
      await deleteInstallation(store.db, 'T1')
      expect(await readInstallation(store.db, store.vault, 'T1')).toBeUndefined()
    })
  })
}
