import { parse } from '@bufbuild/cel'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readComparisons } from '../../src/expression/read-comparisons.ts'
import { readFields } from '../../src/expression/read-fields.ts'

test('what is read without the parser is what the parser reads', () => {
  const path = fc.constantFrom('a.b', 'request.status', 'denial.rule.x', 'a', 'in.b', 'has', 'x.as', ' a.b', 'true.b', 'f(a.b)')
  const tail = fc.constantFrom(
    '',
    ' == 1',
    '!="x"',
    ' < 4.5',
    ' >= -3',
    ' == true',
    " == 'y z'",
    ' == c.d',
    ' == 1u',
    ' == "a" + "b"',
    ' == trueish',
    ' = 1',
  )
  const term = fc.tuple(fc.constantFrom('', '!', '! '), path, tail).map((parts) => parts.join(''))
  const source = fc.tuple(term, fc.array(fc.tuple(fc.constantFrom('&&', ' || ', '&', ' and ', ''), term), { maxLength: 3 }))
  fc.assert(
    fc.property(source, ([first, rest]) => {
      const text = first + rest.flat().join('')
      const simple = readComparisons(text)
      if (simple) expect(simple).toEqual(readFields(parse(text)).reads)
    }),
    { numRuns: 2000 },
  )
})

test.each(['a.b == 1', '!a.b && c.d != "x"', 'a.b < 400 || a.c == null', " a.b.c >= -1.5 && d.e == 'y' "])('%s needs no parser', (text) => {
  expect(readComparisons(text)).toEqual(readFields(parse(text)).reads)
})
