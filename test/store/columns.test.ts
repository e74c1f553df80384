import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storableJson, storableText } from '../../src/store/schema/columns.ts'

test('what Postgres can keep stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\0'))
      expect(storableText(text)).toBe(text)
      expect(JSON.parse(storableJson({ text }))).toEqual({ text })
    }),
  )
})

test('no NUL and no half surrogate is left anywhere, keys included', () => {
  const hostile = fc.string({ unit: fc.constantFrom('a', '\0', '\uD800', '\uDC00', '😀') })
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.array(hostile)), (value) => {
      const stored: unknown = JSON.parse(storableJson(value))
      const strings = Object.entries(stored as Record<string, string[]>).flatMap(([key, list]) => [key, ...list])
      for (const text of strings) expect(text.isWellFormed() && !text.includes('\0')).toBe(true)
    }),
  )
})

test('undefined fields fall away, dates become ISO text', () => {
  expect(storableJson({ a: undefined, at: new Date(0) })).toBe('{"at":"1970-01-01T00:00:00.000Z"}')
})
