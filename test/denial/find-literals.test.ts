import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLiteralFinder } from '../../src/denial/matching/find-literals.ts'

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
  const word = fc.stringMatching(/^[abi<éıß拒绝]{1,4}$/)

  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1, maxLength: 8 }),
      fc.stringMatching(/^[abiABI<ñéÉıß拒绝访 ]{0,40}$/),
      (literals, text) => {
        const expected = literals.map((literal) => [literal, text.toLowerCase().indexOf(literal)] as const).filter(([, at]) => at >= 0)

        expect(createLiteralFinder(literals)(text)).toEqual(new Map(expected))
      },
    ),
  )
})

test('letters of other scripts are told apart, although they share places in the table', () => {
  const letters = Array.from({ length: 200 }, (_, at) => String.fromCharCode(0x4e00 + at))
  const find = createLiteralFinder(letters)

  expect(letters.filter((letter) => find(letter).size !== 1)).toEqual([])
})
