import { expect, test } from 'vitest'
import { Why403Error } from '../../src/errors.ts'
import { errorSentence } from '../../src/slack/error-sentence.ts'

test('a database that is away is told as such, in whatever shape its error comes', () => {
  const refused = Object.assign(new Error('connect 10.0.0.7:5432'), { code: 'ECONNREFUSED' })

  for (const error of [refused, new Why403Error('store.unavailable', 'away')])
    expect(errorSentence(error)).toContain('cannot reach its database')
})

test('a failure that nobody foresaw is told without its words', () => {
  expect(errorSentence(new Error('canary-password'))).not.toContain('canary')
})
