import { expect, test } from 'vitest'
import type { EventBody } from '../../src/walk/event.ts'
import { foldEvents, reduce } from '../../src/walk/reduce.ts'
import { ADA, BOB, exchangeOf, foundResult, heldBackExchange, logOf, openedData, runbookOf, stateOf } from './walk-world.ts'

const TREE = runbookOf(
  `## A\n- Yes → [B](#b)\n- No → [C](#c)\n\n## B\n- Yes → [C](#c)\n- No → [A](#a)\n\n## C\n\`\`\`outcome\ncause: waf-rule\nfix: Mend it.\nescalate: owner\n\`\`\`\n`,
)
const [a, b, c] = ['http-403.md#a', 'http-403.md#b', 'http-403.md#c'] as const
const opened: EventBody = { type: 'opened', data: openedData(TREE) }
const enterA: EventBody = { type: 'entered', data: { step: a, by: 'start', missing: [] } }
const asked = (step: string): EventBody => ({ type: 'asked', data: { step, missing: [] } })
const answered = (question: number, goto: string): EventBody => ({ type: 'answered', data: { question, label: 'Yes', goto } })
const concluded: EventBody = {
  type: 'concluded',
  data: { status: 'concluded', step: c, cause: 'waf-rule', fix: 'x', correct: false, denial: null, verdict: 'allowed' },
}
const checked = (key: string, ...exchanges: ReturnType<typeof exchangeOf>[]): EventBody => ({
  type: 'checked',
  data: { key, result: foundResult('request', {}, exchanges) },
})
const stepsOf = (state: ReturnType<typeof stateOf>) => state.path.map(({ step }) => step)

/** opened 1, A 2, asked 3, answered 4 (B), asked 5, answered 6 (C), concluded 7 */
const WALK = [opened, enterA, asked(a), answered(3, b), asked(b), answered(5, c), concluded]

test('of two presses on one question, the first counts', () => {
  const state = stateOf(opened, enterA, asked(a), [ADA, answered(3, b)], [BOB, answered(3, c)])

  expect(stepsOf(state)).toEqual([a, b])
  expect(state.path[0]?.left?.actor).toEqual(ADA)
})

test('an event that was applied already changes nothing', () => {
  const events = logOf(...WALK)
  const state = foldEvents(events)

  for (const event of events) expect(reduce(state, event)).toBe(state)
})

test('a gap in the log is a mistake of the caller', () => {
  const events = logOf(...WALK)

  expect(() => foldEvents([...events.slice(0, 2), ...events.slice(3)])).toThrow(TypeError)
  expect(() => foldEvents(events.slice(1))).toThrow(TypeError)
})

test('of two results with one key, the first stays', () => {
  const state = stateOf(opened, checked('k', exchangeOf(403)), checked('k', exchangeOf(200)))

  expect(state.results.get('k')?.exchanges[0]?.response?.status).toBe(403)
  expect(state.sent.size).toBe(1)
})

test('going back undoes everything after the question, and the conclusion; findings stay', () => {
  const state = stateOf(...WALK.slice(0, 4), checked('k'), ...WALK.slice(4), [ADA, { type: 'went-back', data: { question: 3, step: a } }])

  expect(stepsOf(state)).toEqual([a])
  expect(state.path[0]).not.toHaveProperty('left')
  expect([state.question, state.conclusion]).toEqual([undefined, undefined])
  expect(state.results.has('k')).toBe(true)
})

test('the answer to a question that was undone does not count, the one asked anew does', () => {
  const back: EventBody = { type: 'went-back', data: { question: 3, step: a } }
  const stale = stateOf(...WALK, back, asked(a), answered(3, c))

  expect(stepsOf(stale)).toEqual([a])
  expect(stepsOf(stateOf(...WALK, back, asked(a), answered(9, c)))).toEqual([a, c])
})

test('going back to the question that is open changes nothing', () => {
  const state = stateOf(opened, enterA, asked(a), { type: 'went-back', data: { question: 3, step: a } })

  expect(state.question).toEqual({ seq: 3, step: a })
})

test('an approval drops what was held back and rewinds to the visit that built on it', () => {
  const log = [...WALK.slice(0, 2), checked('held', heldBackExchange()), checked('kept', exchangeOf(403))]
  const state = stateOf(...log, asked(a), answered(5, c), concluded, [
    ADA,
    { type: 'approved', data: { method: 'POST', url: 'https://api.test/', visit: 2 } },
  ])

  expect([...state.results.keys()]).toEqual(['kept'])
  expect(stepsOf(state)).toEqual([a])
  expect([state.question, state.conclusion]).toEqual([undefined, undefined])
  expect(state.approval?.by).toEqual(ADA)
})

test('an approval that concerns nothing on the path leaves it as it is', () => {
  const state = stateOf(...WALK.slice(0, 3), [ADA, { type: 'approved', data: { method: 'POST', url: 'https://api.test/' } }])

  expect(state.question).toEqual({ seq: 3, step: a })
})

test('reopening starts a round with fresh findings, from the start, and asks for approval anew', () => {
  const state = stateOf(...WALK, checked('k', exchangeOf(403)), { type: 'approved', data: { method: 'POST', url: 'u' } }, [
    BOB,
    { type: 'reopened', data: { reason: 'still refused' } },
  ])

  expect(state).toMatchObject({ round: 2, path: [] })
  expect([state.results.size, state.sent.size, state.approval, state.conclusion]).toEqual([0, 0, undefined, undefined])
})

test('--send-unsafe approves the first round', () => {
  const state = stateOf([ADA, { type: 'opened', data: openedData(TREE, { sendUnsafe: true }) }])

  expect(state.approval?.by).toEqual(ADA)
})

test('what people said of a rule stays when rules are matched again', () => {
  const known = (rule: string) => ({ rule, incident: 1, grade: 'likely' as const, shared: [] })
  const state = stateOf(
    opened,
    { type: 'matched', data: { known: [known('x'), known('y')] } },
    [ADA, { type: 'judged', data: { rule: 'x', verdict: 'different' } }],
    { type: 'matched', data: { known: [known('z')] } },
  )

  expect(state.known.map(({ rule, judged }) => [rule, judged?.verdict])).toEqual([
    ['z', undefined],
    ['x', 'different'],
  ])
})

test('a probe that our own safety held back was not sent', () => {
  expect(stateOf(opened, checked('k', heldBackExchange(), exchangeOf(403))).sent.size).toBe(1)
})

test('calls that are alike and leave in one millisecond count each, by their trace ids', () => {
  const traced = (id: string) => {
    const exchange = exchangeOf(403)
    return { ...exchange, request: { ...exchange.request, headers: { traceparent: [id] } } }
  }

  expect(stateOf(opened, checked('k', traced('a'), traced('b'), traced('a'))).sent.size).toBe(2)
})

test('an exchange that two checks share counts once', () => {
  expect(stateOf(opened, checked('k', exchangeOf(403)), checked('l', exchangeOf(403))).sent.size).toBe(1)
})
