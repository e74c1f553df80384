import fc from 'fast-check'
import { expect, test } from 'vitest'
import { flattenJson } from '../../src/denial/answer/flatten-json.ts'

const fields = (text: string) => Object.fromEntries(flattenJson(text))

test('members are found by their path in lower case, those of lists under []', () => {
  expect(fields('{"Error":{"Code":403},"errors":[{"code":"a"},{"code":"b"}],"list":[1,null]}')).toEqual({
    'error.code': ['403'],
    'errors[].code': ['a', 'b'],
    'list[]': ['1', 'null'],
  })
})

test.each([
  ['in a text', '{"a":1,"b":"x y', { a: ['1'], b: ['x y'] }],
  ['after a name', '{"a":1,"b"', { a: ['1'] }],
  ['after a colon', '{"a":1,"b":', { a: ['1'] }],
  ['in a word', '{"a":1,"b":tru', { a: ['1'] }],
  ['after a comma', '{"a":{"b":"c",', { 'a.b': ['c'] }],
  ['in a list', '{"a":["x","y"', { 'a[]': ['x', 'y'] }],
  ['in an object of a list', '[{"a":"b"},{"c"', { '[].a': ['b'] }],
])('an answer that was cut off %s is read as far as it goes', (_, text, expected) => {
  expect(fields(text)).toEqual(expected)
})

test('what is no JSON object or list has no fields', () => {
  expect([fields('<html>'), fields('"text"'), fields('{'), fields('')]).toEqual([{}, {}, {}, {}])
})

test('never throws, cut off where it may be', () => {
  fc.assert(fc.property(fc.json(), fc.nat(200), (text, at) => flattenJson(text.slice(0, at)) instanceof Map))
})
