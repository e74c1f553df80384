import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Answer, readAnswer } from '../../src/denial/answer/read-answer.ts'
import { seeClue } from '../../src/denial/matching/see-clue.ts'
import { createSignatureFinder } from '../../src/denial/matching/signature-finder.ts'
import type { Signature } from '../../src/denial/signature.ts'
import { SIGNATURES } from '../../src/denial/signature-registry.ts'
import { exchangeOf } from './exchange-of.ts'

const find = createSignatureFinder(SIGNATURES)
const answers = SIGNATURES.flatMap(({ examples }) => examples).map((example) => {
  const { request, response } = exchangeOf(example)
  return readAnswer(request, response ?? { status: 0, headers: {}, body: '' })
})

test('the index loses no signature: what it finds is what trying each one by one finds', () => {
  fc.assert(
    fc.property(fc.constantFrom(...answers), fc.constantFrom(...answers), (one, other) => {
      const mixed: Answer = { ...one, text: `${one.text} ${other.text}`, headers: new Map([...other.headers, ...one.headers]) }

      for (const answer of [one, mixed]) {
        expect(find(answer).map(({ signature }) => signature.id)).toEqual(
          SIGNATURES.filter((signature) => holds(signature, answer)).map(({ id }) => id),
        )
      }
    }),
    { numRuns: 150 },
  )
})

function holds({ statuses, all = [], any, none = [], success }: Signature, answer: Answer): boolean {
  const applies = statuses ? statuses.includes(answer.status) : answer.status >= 400
  const seen = (clue: Parameters<typeof seeClue>[1]) => seeClue(answer, clue) !== undefined
  const passes = answer.status < 400 && success !== undefined && !success.some(seen)
  return applies && !passes && all.every(seen) && (any === undefined || any.some(seen)) && !none.some(seen)
}
