import { expect, test } from 'vitest'
import { compileCel } from '../../src/expression/compile-cel.ts'
import { jsonValue } from '../../src/expression/json-value.ts'

function jsonOf(cel: string): unknown {
  const compiled = compileCel(cel)
  if ('error' in compiled) throw new Error(compiled.error.found)
  const result = compiled.run({ facts: { ids: [1, 'a', null], open: true } })
  return result.kind === 'value' ? jsonValue(result.value) : result
}

test.each([
  ['1 + 1', 2],
  ['7u', 7],
  ['0.5', 0.5],
  ['9223372036854775807', '9223372036854775807'],
  ['"a"', 'a'],
  ['null', null],
  ['facts', { ids: [1, 'a', null], open: true }],
  ['{"a": [1, {"b": true}], 2: "c"}', { a: [1, { b: true }], 2: 'c' }],
])('%s is JSON again', (cel, json) => {
  expect(jsonOf(cel)).toEqual(json)
})
