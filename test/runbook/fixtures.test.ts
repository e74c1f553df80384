import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseRunbook } from '../../src/runbook/parse-runbook.ts'

const FIXTURES = join(import.meta.dirname, 'fixtures')
const names = readdirSync(FIXTURES).filter((name) => name.endsWith('.md'))

test.each(names)('%s is read as its expected.json says', (name) => {
  const expected = JSON.parse(readFileSync(join(FIXTURES, name.replace('.md', '.expected.json')), 'utf8'))

  const { runbook, problems } = parseRunbook(name, readFileSync(join(FIXTURES, name), 'utf8'))

  const places = problems.map(({ line, column, rule, found }) => `${line}:${column} ${rule} ${found}`)
  expect(JSON.parse(JSON.stringify({ runbook, problems: places }))).toEqual(expected)
})
