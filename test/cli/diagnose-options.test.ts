import { expect, test } from 'vitest'
import { readDiagnoseOptions } from '../../src/cli/diagnosis/diagnose-options.ts'
import { isWhy403Error } from '../../src/errors.ts'

test('a URL alone is a GET', () => {
  expect(readDiagnoseOptions(['https://api.test/orders'])).toMatchObject({
    request: { method: 'GET', url: 'https://api.test/orders' },
    json: false,
  })
})

test('method, identity, headers, body and approval are read', () => {
  const options = readDiagnoseOptions([
    'post',
    'https://api.test/o',
    '--as',
    'alice',
    '-H',
    'X-A: 1',
    '--header',
    'x-b:2',
    '-d',
    '{}',
    '--send-unsafe',
    '--json',
  ])

  expect(options).toEqual({
    request: { method: 'POST', url: 'https://api.test/o', headers: { 'X-A': '1', 'x-b': '2' }, body: '{}' },
    as: 'alice',
    sendUnsafe: true,
    json: true,
  })
})

test.each([
  [[], 'no URL'],
  [['GET', 'https://a.test', 'as', 'bob'], '--as bob'],
  [['one', 'two', 'three'], '3 words'],
  [['G E T', 'https://a.test'], 'method'],
  [['https://a.test', '-H', 'no colon'], 'Name: value'],
])('%j is refused as usage, saying what was found or expected', (args, part) => {
  const refusal = catchError(() => readDiagnoseOptions(args))

  expect(isWhy403Error(refusal, 'usage.invalid')).toBe(true)
  expect(String(refusal)).toContain(part)
})

test('a header that cannot be read is not repeated: it may hold a secret', () => {
  expect(String(catchError(() => readDiagnoseOptions(['https://a.test', '-H', 'Authorization Bearer s3cr3t'])))).not.toContain('s3cr3t')
})

function catchError(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  return undefined
}
