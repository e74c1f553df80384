import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const KIT = join(ROOT, 'node_modules/drizzle-kit/bin.cjs')
const out = mkdtempSync(join(tmpdir(), 'why403-migrations-'))
afterAll(() => rmSync(out, { recursive: true, force: true }))

test('the migrations make exactly the tables of the schema: generating again changes nothing', () => {
  const schema = relative(out, join(ROOT, 'src/store/schema/schema.ts'))
  cpSync(join(ROOT, 'migrations'), join(out, 'migrations'), { recursive: true })

  const said = execFileSync(process.execPath, [KIT, 'generate', '--dialect', 'postgresql', '--schema', schema, '--out', 'migrations'], {
    cwd: out,
    encoding: 'utf8',
  })

  expect(said).toContain('No schema changes')
})

test('each migration of the journal is there, in order of time', () => {
  const journal = JSON.parse(readFileSync(join(ROOT, 'migrations/meta/_journal.json'), 'utf8')) as {
    entries: { tag: string; when: number }[]
  }

  const files = readdirSync(join(ROOT, 'migrations')).filter((name) => name.endsWith('.sql'))
  expect(files.toSorted()).toEqual(journal.entries.map((entry) => `${entry.tag}.sql`))
  expect(journal.entries.map((entry) => entry.when)).toEqual(journal.entries.map((entry) => entry.when).toSorted((a, b) => a - b))
})
