import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fileOfFamily } from '../../src/denial/family-file.ts'
import { exampleSignature } from '../../src/denial/lint/example-signature.ts'
import { lintSignatures } from '../../src/denial/lint/lint-signatures.ts'
import type { SignatureRule } from '../../src/denial/lint/signature-rule.ts'
import { SIGNATURE_RULES } from '../../src/denial/lint/signature-rules.ts'
import { FAMILIES } from '../../src/denial/signature-registry.ts'

const ROOT = join(import.meta.dirname, '../..')

test('lint finds nothing in the signatures of this repository', () => {
  expect(lintSignatures(FAMILIES)).toEqual([])
})

test('every file of signatures is a family of the registry, and the other way round', () => {
  const files = globSync('src/denial/signatures/**/*.ts', { cwd: ROOT })

  expect(Object.keys(FAMILIES).map(fileOfFamily).sort()).toEqual(files.sort())
})

describe.each(Object.entries<SignatureRule>(SIGNATURE_RULES))('rule %s', (name, rule) => {
  test.each(rule.examples.map((example) => [example.name, example] as const))('%s', (_, example) => {
    const seen = lintSignatures(example.families).filter((problem) => problem.rule === name)

    expect(seen.map(({ signature, found }) => ({ signature, found }))).toEqual(example.problems)
    expect(seen.filter(({ file, expected }) => !/^src\/denial\/signatures\/[a-z-]+\.ts$/.test(file) || expected === '')).toEqual([])
  })

  test('has an example that it refuses and one that it lets pass', () => {
    expect(rule.examples.some(({ problems }) => problems.length > 0)).toBe(true)
    expect(rule.examples.some(({ problems }) => problems.length === 0)).toBe(true)
  })
})

test('a problem names the file of the family, the signature and what would be right', () => {
  const problems = lintSignatures({ 'our-gateway': [exampleSignature({ layer: 'waff' as 'waf' })] })

  expect(problems).toMatchObject([
    {
      file: 'src/denial/signatures/our-gateway.ts',
      signature: 'gate/page',
      rule: 'unknown-layer',
      found: 'the layer "waff"',
      expected: expect.stringContaining('web-server'),
      hint: 'Did you mean waf?',
    },
  ])
})
