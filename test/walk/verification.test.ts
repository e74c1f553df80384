import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CheckResult } from '../../src/checks/finding.ts'
import type { Conclusion, EventBody } from '../../src/walk/event.ts'
import { judgeVerification } from '../../src/walk/judge-verification.ts'
import { next } from '../../src/walk/next.ts'
import type { State } from '../../src/walk/state.ts'
import { currentVerification, hasResult, verificationKey } from '../../src/walk/verification-runs.ts'
import { ADA, CHECKS, exchangeOf, failedResult, foundResult, openedData, runbookOf, stateOf } from './walk-world.ts'

const SET = runbookOf(`## Start
\`\`\`check
request: { as: subject }
\`\`\`

- \`request.status == 403\` → [End](#end)
- otherwise → [End](#end)

## End
\`\`\`outcome
cause: waf-rule
fix: Mend it.
\`\`\`
`)
const OPENED: EventBody = { type: 'opened', data: openedData(SET) }
const DENIAL = {
  verdict: 'denied',
  layer: 'waf',
  product: 'x',
  cause: 'waf-rule',
  causes: [],
  confidence: 1,
  evidence: [],
  via: [],
  references: [],
} as const
const CONCLUSION = { status: 'concluded', cause: 'waf-rule', fix: 'Mend it.', correct: false, denial: DENIAL, verdict: 'denied' }
const CONCLUDED: EventBody = { type: 'concluded', data: CONCLUSION as unknown as Conclusion }
const PRESSED: [typeof ADA, EventBody] = [
  ADA,
  { type: 'verifying', data: { method: 'GET', url: 'https://api.test/orders/7', sends: false } },
]
const REOPENED: EventBody = { type: 'reopened', data: { reason: 'x' } }
const PROVEN = {
  identity: 'member',
  method: 'GET',
  sent: true,
  before: 403,
  status: 200,
  of: 5,
  passedCount: 5,
  passes: true,
  refused: false,
  sameRefusal: false,
  unstable: false,
  limited: false,
  keptOut: [],
  passesToo: [],
  notTold: [],
  comesAndGoes: false,
  stillRefusedForOthers: false,
  tooWide: false,
  proven: true,
}
const proof = foundResult('verify', PROVEN, [exchangeOf(200, { as: 'member' })])
const found = (seq: number, result = proof): EventBody => ({ type: 'checked', data: { key: verificationKey(seq, 'verify'), result } })
const told = (asked: number, kind: 'mended' | 'still-refused' | 'refused-otherwise'): EventBody => ({
  type: 'verified',
  data: { asked, kind, line: 'x', calls: 1, keptOut: [], passesToo: [] },
})
const nextOf = (state: State) => next(state, SET, CHECKS)

describe('a verification goes', () => {
  test.each([
    ['nowhere while nobody asked', [OPENED, CONCLUDED], { kind: 'done' }],
    [
      'to the check once somebody did',
      [OPENED, CONCLUDED, PRESSED],
      { kind: 'run', checks: [{ check: 'verify', verification: { seq: 3, sends: false } }] },
    ],
    ['to its judgement once that has come', [OPENED, CONCLUDED, PRESSED, found(3)], { kind: 'tell', asked: 3, told: { kind: 'mended' } }],
    ['to the end on proof', [OPENED, CONCLUDED, PRESSED, found(3), told(3, 'mended')], { kind: 'close', run: { seq: 3 } }],
    ['no further when refused still', [OPENED, CONCLUDED, PRESSED, found(3), told(3, 'still-refused')], { kind: 'done', why: 'concluded' }],
    ['to a new round when refused otherwise', [OPENED, CONCLUDED, PRESSED, found(3), told(3, 'refused-otherwise')], { kind: 'reopen' }],
    ['nowhere once it was opened again', [OPENED, CONCLUDED, PRESSED, REOPENED], { kind: 'enter' }],
  ] as [string, (EventBody | [typeof ADA, EventBody])[], object][])('%s', (_, log, wanted) => {
    expect(nextOf(stateOf(...log))).toMatchObject(wanted)
  })

  test('with a key of its own for each press, and with what it found apart from the walk', () => {
    const state = stateOf(OPENED, CONCLUDED, PRESSED, found(3), told(3, 'still-refused'), PRESSED)

    expect(nextOf(state)).toMatchObject({ kind: 'run', checks: [{ key: 'verification:6:verify' }] })
    expect([state.results.size, state.sent.size]).toEqual([0, 0])
    expect([hasResult(state, 'verification:3:verify'), hasResult(state, 'verification:6:verify')]).toEqual([true, false])
  })
})

test.each([
  ['a second press while one is under way', [OPENED, CONCLUDED, PRESSED, PRESSED], 1],
  ['a press before anything is concluded', [OPENED, PRESSED], 0],
])('%s is left alone', (_, log, count) => {
  expect(stateOf(...(log as EventBody[])).verifications).toHaveLength(count)
})

test('what is told of a conclusion that stands no more, or twice, is left alone', () => {
  const undone = stateOf(OPENED, CONCLUDED, PRESSED, REOPENED, CONCLUDED, told(3, 'mended'))
  const twice = stateOf(OPENED, CONCLUDED, PRESSED, told(3, 'still-refused'), told(3, 'mended'))

  expect(undone.verifications[0]?.told).toBeUndefined()
  expect(currentVerification(undone)).toBeUndefined()
  expect(nextOf(undone)).toMatchObject({ kind: 'done' })
  expect(twice.verifications[0]?.told?.kind).toBe('still-refused')
})

test('a result of a verification that nobody knows is wanted no more, so that nobody waits for it', () => {
  expect(hasResult(stateOf(OPENED, CONCLUDED), verificationKey(99, 'verify'))).toBe(true)
})

test('the first closing stays with whoever pressed; a second one refines what was filed', () => {
  const filed = { layer: 'waf', product: 'x', cause: 'waf-rule', rule: 'r', fix: 'f', prevention: '' } as const
  const closed: [typeof ADA, EventBody] = [ADA, { type: 'resolved', data: { rule: '1', resolution: filed, proof: 3 } }]
  const state = stateOf(OPENED, CONCLUDED, PRESSED, found(3), told(3, 'mended'), closed, {
    type: 'resolved',
    data: { rule: '2', resolution: { ...filed, rule: 'better' } },
  })

  expect(state.resolution).toMatchObject({ ruleId: '2', rule: 'better', by: ADA, proof: 3, refined: { by: { kind: 'machine' } } })
})

test('whatever a check says, only a finding that is proven, with nothing against it, counts as proof', () => {
  const finding = fc.record({
    proven: fc.boolean(),
    tooWide: fc.boolean(),
    unstable: fc.boolean(),
    limited: fc.boolean(),
    refused: fc.boolean(),
    sameRefusal: fc.boolean(),
  })
  const refuses = fc.option(fc.boolean(), { nil: undefined })

  fc.assert(
    fc.property(finding, refuses, (facts, against) => {
      const verify: CheckResult = foundResult('verify', { ...PROVEN, ...facts })
      const decisive = against === undefined ? undefined : { check: 'compare', condition: 'x', holds: true, line: 'y', refuses: against }

      expect(judgeVerification({ cause: 'waf-rule', verify, decisive }).kind === 'mended').toBe(facts.proven && against !== true)
    }),
  )
})

test('a check that failed, or found what nobody can read, is no answer', () => {
  for (const verify of [failedResult('verify', 'budget'), foundResult('verify', { status: 200 })])
    expect(judgeVerification({ cause: 'waf-rule', verify, decisive: undefined }).kind).toBe('unanswered')
})

test('a limiter that lets pass again is proven gone only by asking in a row', () => {
  const decisive = { check: 'rate', condition: 'rate.limited', holds: false, line: 'No limiter.', refuses: false }

  expect(judgeVerification({ cause: 'rate-limit', verify: proof, decisive: undefined }).kind).toBe('unproven')
  expect(judgeVerification({ cause: 'rate-limit', verify: proof, decisive }).kind).toBe('mended')
})
