import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLiteralFinder } from '../../src/denial/find-literals.ts'

test('literals inside one another are all found, each where it starts first, whatever the case', () => {
  const find = createLiteralFinder(['he', 'she', 'hers', 'his'])

  expect([...find('uSHErs, then his')].sort()).toEqual([
    ['he', 2],
    ['hers', 2],
    ['his', 13],
    ['she', 1],
  ])
})

test('finds just what searching for each one alone finds', () => {
  const word = fc.stringMatching(/^[ab<é]{1,4}$/)

  fc.assert(
    fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 8 }), fc.stringMatching(/^[abAB<ñ ]{0,40}$/), (literals, text) => {
      const plain = literals.filter((literal) => !literal.includes('é'))
      const expected = plain.map((literal) => [literal, text.toLowerCase().indexOf(literal)] as const).filter(([, at]) => at >= 0)

      expect(createLiteralFinder(plain)(text)).toEqual(new Map(expected))
    }),
  )
})
