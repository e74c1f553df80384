import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openRunbookLibrary, type RunbookLibrary } from '../../../src/incidents/library/runbook-library.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { readHead, saveRevision, setHead } from '../../../src/store/runbook-revisions.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { testDeps } from '../../store/test-deps.ts'
import { CATALOG } from '../../walk/walk-world.ts'

const textOf = (title: string) => `---
title: ${title}
owner: "@owner"
reviewed: 2026-11-01
---

## Start

\`\`\`outcome
cause: waf-rule
fix: Mend it.
escalate: owner
\`\`\`
`
const BROKEN = textOf('Broken').replace('waf-rule', 'no-such-cause')

let store: Store
let dir: string
const libraries: RunbookLibrary[] = []

beforeEach(async () => {
  store = await openTestStore({ workers: false })
  dir = await mkdtemp(join(tmpdir(), 'why403-runbooks-'))
})
afterEach(async () => {
  for (const library of libraries.splice(0)) await library.close()
  await store.close()
  await rm(dir, { recursive: true })
})

const write = (text: string) => writeFile(join(dir, 'http-403.md'), text)
async function open({ watch = false } = {}): Promise<RunbookLibrary> {
  const library = await openRunbookLibrary({ store, dir, catalog: CATALOG, deps: testDeps(), watch })
  libraries.push(library)
  return library
}
const titleOf = (library: RunbookLibrary) => library.current().runbooks[0]?.title

test('what lies on disk is imported as a revision that stays readable after an edit', async () => {
  await write(textOf('One'))
  const library = await open()
  const { revision } = library.current()

  await write(textOf('Two'))
  await library.reload()

  expect(titleOf(library)).toBe('Two')
  expect((await library.byRevision(revision)).runbooks[0]?.title).toBe('One')
  expect((await (await open()).byRevision(revision)).runbooks[0]?.title).toBe('One')
})

test('an edit that does not lint is refused whole, and said', async () => {
  await write(textOf('One'))
  const library = await open()

  await write(BROKEN)
  await library.reload()

  expect(titleOf(library)).toBe('One')
  expect(library.problems()).toMatchObject([{ file: 'http-403.md', severity: 'error' }])
  await write(textOf('Mended'))
  await library.reload()
  expect([titleOf(library), library.problems()]).toEqual(['Mended', []])
})

test('broken runbooks at start: the stored good ones are served; without any, it says what is wrong', async () => {
  await write(BROKEN)
  await expect(open()).rejects.toMatchObject({ code: 'runbook.invalid', message: expect.stringContaining('http-403.md:') })

  await write(textOf('One'))
  await open()
  await write(BROKEN)
  const library = await open()

  expect(titleOf(library)).toBe('One')
  expect(library.problems()).toHaveLength(1)
})

test('an edit made elsewhere is never overwritten by an edit on disk', async () => {
  await write(textOf('Disk one'))
  const first = await open()
  const elsewhere = new Map([['http-403.md', textOf('Elsewhere')]])
  const imported = first.current().revision
  await inTransaction(store, async (tx) => {
    await saveRevision(tx, { hash: 'elsewhere', files: elsewhere, author: 'Ada', at: new Date(), parent: imported })
    await setHead(tx, { revision: 'elsewhere', imported, at: new Date() })
  })

  const unchanged = await open()
  expect([titleOf(unchanged), unchanged.isDiverged()]).toEqual(['Elsewhere', false])
  await write(textOf('Disk two'))
  await unchanged.reload()

  expect([titleOf(unchanged), unchanged.isDiverged()]).toEqual(['Elsewhere', true])
  expect((await readHead(store.db))?.revision).toBe('elsewhere')
})

test('a change on disk is seen by itself', async () => {
  await write(textOf('One'))
  const library = await open({ watch: true })

  await write(textOf('Two'))

  await expect.poll(() => titleOf(library), { timeout: 10_000 }).toBe('Two')
})

test('a folder that is not there is said plainly', async () => {
  const missing = openRunbookLibrary({ store, dir: join(dir, 'nowhere'), catalog: CATALOG, deps: testDeps(), watch: false })

  await expect(missing).rejects.toMatchObject({ code: 'runbook.invalid', message: expect.stringContaining('WHY403_RUNBOOKS') })
})

test('a revision that was never stored is unknown', async () => {
  await write(textOf('One'))

  await expect((await open()).byRevision('nowhere')).rejects.toMatchObject({ code: 'runbook.unknown' })
})
