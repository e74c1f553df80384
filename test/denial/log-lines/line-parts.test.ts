import { describe, expect, test } from 'vitest'
import { memberAt, numberAt, parseRecord, textAt } from '../../../src/denial/log-lines/json-record.ts'
import { parseLogfmt } from '../../../src/denial/log-lines/parse-logfmt.ts'
import { readTime } from '../../../src/denial/log-lines/read-time.ts'
import { splitFields } from '../../../src/denial/log-lines/split-fields.ts'

describe('a time', () => {
  test.each([
    ['02/Jan/2026:12:00:00 +0130', '2026-01-02T10:30:00.000Z'],
    ['2026-01-02T12:00:00.123456789Z', '2026-01-02T12:00:00.123Z'],
    ['2026-01-02 12:00:00,5 +01:00', '2026-01-02T11:00:00.500Z'],
    ['1767355200', '2026-01-02T12:00:00.000Z'],
    ['1767355200.25', '2026-01-02T12:00:00.250Z'],
    ['1767355200123', '2026-01-02T12:00:00.123Z'],
    ['1767355200123456', '2026-01-02T12:00:00.123Z'],
  ])('%s is %s', (text, iso) => {
    expect(readTime(text)).toEqual({ text, iso })
  })

  test.each([
    'Jan  2 12:00:00',
    '2026/01/02 12:00:00',
    'Fri Jan 02 12:00:00.1 2026',
    '02/Jan/2026:12:00:00.655',
    '2026-01-02 12:00:00',
    '99/Foo/2026:12:00:00 +0000',
  ])('without a year, a zone or a meaning is kept as it stands: %s', (text) => {
    expect(readTime(text)).toEqual({ text })
  })

  test('of a form that is in UTC by definition has a zone', () => {
    expect(readTime('2026-01-02 12:00:00', true)).toEqual({ text: '2026-01-02 12:00:00', iso: '2026-01-02T12:00:00.000Z' })
  })

  test('that is none is nothing', () => {
    expect([readTime('-'), readTime(' ')]).toEqual([undefined, undefined])
  })
})

describe('fields', () => {
  test('are split at spaces, but not in quotes and brackets', () => {
    expect(splitFields('a  [b c] "d \\" e" -').map(({ text }) => text)).toEqual(['a', 'b c', 'd \\" e', '-'])
  })

  test('in a quote that is not closed end with the line', () => {
    expect(splitFields('a "b c')).toEqual([
      { text: 'a', quote: '' },
      { text: 'b c', quote: '"' },
    ])
  })
})

describe('logfmt', () => {
  test('reads pairs, passes words over and keeps the first of a name', () => {
    expect(parseLogfmt('at=info words msg="a \\"b\\" c" at=x n=')).toEqual({ at: 'info', msg: 'a "b" c', n: '' })
  })

  test('is not what holds fewer than two pairs', () => {
    expect(parseLogfmt('user said a=b')).toBeUndefined()
  })
})

describe('members', () => {
  const { record, isCut } = parseRecord('{"a.b":1,"a":{"b":2,"c.d":3,"d":"x"},"e":"-"')

  test('are found by path, the name with dots first, also in a record that was cut off', () => {
    expect([numberAt(record, 'a.b'), numberAt(record, 'a.c.d'), textAt(record, 'e', 'a.d'), numberAt(record, 'a.d')]).toEqual([
      1,
      3,
      'x',
      undefined,
    ])
    expect([isCut, parseRecord('{"a":1}').isCut]).toEqual([true, false])
  })

  test('are never what every object has', () => {
    expect([memberAt(record, 'constructor'), memberAt(record, '__proto__.x'), textAt(record, 'toString')]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
