import { describe, expect, test } from 'vitest'
import type { LintRule } from '../../src/runbook/lint/rule.ts'
import { RULES } from '../../src/runbook/lint/rules.ts'
import { lintRunbooks } from '../../src/runbook/lint-runbooks.ts'
import { TEST_CATALOG } from './test-catalog.ts'

const today = new Date('2026-11-20T00:00:00Z')

describe.each(Object.entries<LintRule>(RULES))('rule %s', (name, rule) => {
  test.each(rule.examples.map((example) => [example.name, example] as const))('%s', (_, example) => {
    const { problems } = lintRunbooks(new Map(Object.entries(example.files)), TEST_CATALOG, { today })

    const seen = problems.filter((problem) => problem.rule === name)
    expect(seen.map(({ line, column, found }) => ({ line, column, found }))).toEqual(
      example.problems.map(({ line, column, found }) => ({ line, column, found })),
    )
    example.problems.forEach((expected, index) => {
      expect(seen[index]).toMatchObject({ file: expected.file ?? 'http-403.md', ...expected })
    })
  })

  test('has an example that it refuses', () => {
    expect(rule.examples.some((example) => example.problems.length > 0)).toBe(true)
  })
})
