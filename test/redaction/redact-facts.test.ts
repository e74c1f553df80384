import { expect, test } from 'vitest'
import { redactFacts } from '../../src/redaction/redact-facts.ts'

test('secrets go by their key and by their look, at any depth', () => {
  const safe = redactFacts({ user: { botToken: 'abc' }, list: ['password=abc'], count: 3, at: new Date(0) })

  expect(safe).toEqual({ user: { botToken: '[redacted]' }, list: ['password=[redacted]'], count: 3, at: new Date(0) })
})

test('an error keeps its name, message and cause without their secrets', () => {
  const error = new Error('refused: token=abc', { cause: new Error('password=abc') })

  const safe = redactFacts({ error })

  expect(safe).toMatchObject({ error: { name: 'Error', message: 'refused: token=[redacted]', cause: { message: 'password=[redacted]' } } })
  expect(JSON.stringify(safe)).not.toContain('abc')
})

test('facts that contain themselves come to an end', () => {
  const facts: Record<string, unknown> = {}
  facts.self = facts

  expect(JSON.stringify(redactFacts(facts))).toContain('too deep')
})
