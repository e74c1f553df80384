import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { TEST_CATALOG } from './test-catalog.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const today = new Date('2026-11-20T00:00:00Z')
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.md'))
/** What fixtures link to. */
const WAF = '---\nowner: x\n---\n## Which rule?\n```outcome\ncause: waf-rule\nfix: x\n```\n'

test.each(names)('%s is read as its expected.json says', (name) => {
  const expected = JSON.parse(readFileSync(join(FIXTURES, name.replace('.md', '.expected.json')), 'utf8'))
  const files = new Map([
    [name, readFileSync(join(FIXTURES, name), 'utf8')],
    ['waf.md', WAF],
  ])

  const { set, problems } = lintRunbooks(files, TEST_CATALOG, { today })

  const runbook = set?.runbooks.find(({ file }) => file === name) ?? null
  const places = problems.map(({ file, line, column, rule, found }) => `${file === name ? '' : file}${line}:${column} ${rule} ${found}`)
  expect(JSON.parse(JSON.stringify({ runbook, problems: places }))).toEqual(expected)
})
