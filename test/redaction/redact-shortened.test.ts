import { expect, test } from 'vitest'
import { redactShortened } from '../../src/redaction/redact-shortened.ts'
import { redactStrings } from '../../src/redaction/redact-strings.ts'

const KNOWN = ['Kj2-odd-secret-99', 'café'.repeat(4)]

test.each([
  ['it said Kj2-odd-sec…', 'it said [redacted]…'],
  ['it said Kj2-odd-sec… (and a rest)', 'it said [redacted]… (and a rest)'],
  ['it said Kj2-odd-secret-99', 'it said [redacted]'],
  [`in base64 ${Buffer.from('Kj2-odd-secret-99').toString('base64').slice(0, 12)}…`, 'in base64 [redacted]…'],
  ['it said Kj2-odd-sec', 'it said Kj2-odd-sec'],
  ['nothing of it…', 'nothing of it…'],
])('%s becomes %s', (text, expected) => {
  expect(redactShortened(text, KNOWN)).toBe(expected)
})

test('field names of somebody else are redacted, ours stay', () => {
  const value = { status: 1, oddSecretValue: 2, 'Kj2-odd-secret-99': 3, 'x-request-id': 4 }

  expect(redactStrings(value, [...KNOWN, 'oddSecretValue'])).toEqual({ status: 1, oddSecretValue: 2, '[redacted]': 3, 'x-request-id': 4 })
})
