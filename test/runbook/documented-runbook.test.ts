import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FailedReason } from '../../src/checks/finding.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../docs/runbooks.md'), 'utf8')

test('the runbook in the document lints', () => {
  const page = /^````markdown\n([\s\S]*?)^````$/m.exec(DOCUMENT)?.[1] ?? ''

  expect(page).toContain('## Reproduce it')
  const { problems } = lintRunbooks(new Map([['http-403.md', page]]), catalogOf(), { today: new Date('2026-11-10') })
  expect(problems).toEqual([])
})

test('the document names every reason for which a check may fail', () => {
  expect(FailedReason.options.filter((reason) => !DOCUMENT.includes(`\`${reason}\``))).toEqual([])
})
