import { describe, expect, test } from 'vitest'
import { askAgain, changeOf } from '../../../src/checks/steadiness/ask-again.ts'
import type { Exchange } from '../../../src/exchange.ts'

function answer(status: number, body = status === 200 ? 'ok' : 'Forbidden', headers: Record<string, string[]> = {}): Exchange {
  return { request: { method: 'GET', url: 'https://api.test/', headers: {} }, response: { status, headers, body } }
}
const failed: Exchange = { request: answer(200).request, response: null, failure: { kind: 'budget', message: 'none left' } }

/** Asks that are answered in turn, the last answer for ever. */
function inTurn(...answers: Exchange[]): () => Promise<Exchange> {
  let at = 0
  return async () => answers[Math.min(at++, answers.length - 1)] as Exchange
}
const asking = (refused: Exchange[], ...passed: Exchange[][]) =>
  askAgain({ refusal: answer(403), askRefused: inTurn(...refused), askPassed: passed.map((answers) => inTurn(...answers)) })

describe('a difference between two answers', () => {
  test.each([
    ['stays where both answer as before', 'steady', [answer(403)], [answer(200)]],
    ['is chance where the refused one passes once', 'unstable', [answer(403), answer(403), answer(200), answer(403)], [answer(200)]],
    ['is chance where the passing one is refused once', 'unstable', [answer(403)], [answer(200), answer(403), answer(200)]],
    ['has turned where nobody passes any more', 'turned', [answer(403)], [answer(403)]],
    ['is chance where another status comes', 'unstable', [answer(403)], [answer(404, 'not found')]],
    ['is not told by a refusal that looks otherwise', 'unstable', [answer(403)], [answer(403, 'Blocked by policy 7')]],
    ['is not told by a limiter that our own calls have woken', 'steady', [answer(429)], [answer(429)]],
    ['is not told by what was never sent', 'steady', [failed], [failed]],
  ] as const)('%s', async (_, expected, refused, passed) => {
    expect((await asking([...refused], [...passed])).steadiness).toBe(expected)
  })

  test('is asked about eight times, unequally, whoever passes', async () => {
    const counts = async (...passed: Exchange[][]) => {
      const { refused, passed: again } = await asking([answer(403)], ...passed)
      return [refused.length, ...again.map((answers) => answers.length)]
    }
    const passes = [answer(200)]

    expect(await counts(passes)).toEqual([5, 3])
    expect(await counts(passes, passes)).toEqual([5, 2, 1])
    expect(await counts(passes, passes, passes)).toEqual([5, 1, 1, 1])
    expect(await counts(passes, passes, passes, passes)).toEqual([5, 1, 1, 1])
  })
})

test('whose answers change is said in numbers', () => {
  expect(changeOf('mia', [answer(200), answer(403), answer(403), answer(500, 'broken')])).toBe('mia passed 1 of 3 calls')
  expect(changeOf('mia', [answer(403), answer(403)])).toBeUndefined()
})
