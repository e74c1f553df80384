import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckResult } from '../../../src/checks/finding.ts'
import { decide, stateAfter } from '../../../src/incidents/driving/decide.ts'
import { answersOf, defaultOf } from '../../../src/walk/choose-branch.ts'
import type { Actor, EventBody } from '../../../src/walk/event.ts'
import { IncidentEvent } from '../../../src/walk/event.ts'
import { isHeldBack } from '../../../src/walk/held-back.ts'
import { next } from '../../../src/walk/next.ts'
import type { PlannedCheck } from '../../../src/walk/planned-check.ts'
import { prefetch } from '../../../src/walk/prefetch.ts'
import { foldEvents } from '../../../src/walk/reduce.ts'
import type { State } from '../../../src/walk/state.ts'
import { trailOf } from '../../../src/walk/trail.ts'
import { ADA, CHECKS, exchangeOf, foundResult, heldBackExchange, openedData, stateOf } from '../../walk/walk-world.ts'
import { SOME_CONFIG, TREE } from '../incident-world.ts'

const AT = new Date('2026-11-10T13:00:00Z')
const GROUND = { set: TREE, checks: CHECKS, config: SOME_CONFIG, now: AT }
const open = (method: string) =>
  stateOf([
    ADA,
    { type: 'opened', data: openedData(TREE, { request: { method, url: 'https://api.test/orders/7', headers: {}, hasBody: false } }) },
  ])

/** What the target answers to a check, given a seed: the same for the same check, round and approval. */
function resultOf(plan: PlannedCheck, seed: number, state: State): CheckResult {
  const isHeld = state.opened.request.method === 'POST' && !state.approval && plan.check === 'request'
  if (isHeld) return foundResult('request', { needsApproval: true }, [heldBackExchange()])
  const status = [200, 403, 404, 500][(seed >> plan.check.length) % 4] ?? 403
  return foundResult(plan.check, { status }, [exchangeOf(status, { as: plan.check, at: `${state.round}` })])
}

function wanted(state: State): PlannedCheck[] {
  const now = next(state, TREE, CHECKS)
  return [...(now.kind === 'run' ? now.checks : []), ...prefetch(state, TREE, CHECKS)]
}

/** Lets the machine work until it needs a person; `pick` says which of the checks on their way come in together. */
function runMachine(start: State, seed: number, pick: (plans: PlannedCheck[]) => PlannedCheck[]): { state: State; bodies: EventBody[] } {
  let state = start
  const bodies: EventBody[] = []
  for (let turn = 0; turn < 100; turn++) {
    const arrived = new Map(pick(wanted(state)).map((plan) => [plan.key, resultOf(plan, seed, state)]))
    const decision = decide(state, arrived, GROUND)
    bodies.push(...decision.bodies)
    state = decision.state
    if (decision.next.kind !== 'run') return { state, bodies }
  }
  throw new TypeError('the machine never stopped')
}

const pathOf = (state: State) => state.path.map(({ step, left }) => [step, left?.by, left?.text])

test('the same evidence takes the same path, whatever order it arrives in', () => {
  const seeds = fc.record({ seed: fc.nat(), method: fc.constantFrom('GET', 'POST'), order: fc.infiniteStream(fc.nat({ max: 5 })) })
  fc.assert(
    fc.property(seeds, ({ seed, method, order }) => {
      const inOrder = runMachine(open(method), seed, (plans) => plans.slice(0, 1))
      const shuffled = runMachine(open(method), seed, (plans) => {
        const turned = plans.toSorted(() => (order.next().value ?? 0) - 2)
        return turned.slice(0, 1 + ((order.next().value ?? 0) % 3))
      })

      expect(pathOf(shuffled.state)).toEqual(pathOf(inOrder.state))
      expect(shuffled.state.conclusion?.step).toBe(inOrder.state.conclusion?.step)
    }),
  )
})

const Press = fc.oneof(
  fc.record({ kind: fc.constant('answer' as const), index: fc.nat({ max: 3 }), question: fc.nat({ max: 20 }) }),
  fc.record({ kind: fc.constant('answer-open' as const), index: fc.nat({ max: 1 }) }),
  fc.record({ kind: fc.constant('skip' as const) }),
  fc.record({ kind: fc.constant('back' as const), question: fc.nat({ max: 20 }) }),
  fc.record({ kind: fc.constant('approve' as const) }),
  fc.record({ kind: fc.constant('reopen' as const) }),
  fc.record({ kind: fc.constant('note' as const) }),
  fc.record({ kind: fc.constant('late-result' as const), seed: fc.nat() }),
)

/** The event of a press, as a surface that knows nothing better would append it: also stale ones. */
function bodyOf(press: typeof Press extends fc.Arbitrary<infer P> ? P : never, state: State): EventBody {
  const step = TREE.stepByAddress.get(state.question?.step ?? '')
  const question = 'question' in press ? press.question : (state.question?.seq ?? 0)
  switch (press.kind) {
    case 'answer':
    case 'answer-open': {
      const answer = step ? answersOf(step)[press.index] : undefined
      return { type: 'answered', data: { question, label: answer?.label ?? '?', goto: answer?.goto ?? 'gone.md#x' } }
    }
    case 'skip':
      return { type: 'skipped', data: { question, reason: 'no time', goto: (step && defaultOf(step)?.goto) ?? 'gone.md#x' } }
    case 'back':
      return { type: 'went-back', data: { question: press.question, step: '' } }
    case 'approve': {
      const stop = trailOf(state, TREE, CHECKS).stops.find(({ calls }) => calls.some(({ result }) => isHeldBack(result)))
      return { type: 'approved', data: { method: 'POST', url: '', ...(stop && { visit: stop.visit.seq }) } }
    }
    case 'reopen':
      return { type: 'reopened', data: { reason: 'again' } }
    case 'note':
      return { type: 'noted', data: { text: 'a note' } }
    case 'late-result':
      return { type: 'checked', data: { key: `late:${press.seed % 3}`, result: foundResult('late', { status: press.seed }) } }
    default:
      return press satisfies never
  }
}

test('any order of presses, retries, crashes and replays gives the state that the log says', () => {
  const script = fc.record({ seed: fc.nat(), method: fc.constantFrom('GET', 'POST'), presses: fc.array(Press, { maxLength: 12 }) })
  fc.assert(
    fc.property(script, ({ seed, method, presses }) => {
      const first = open(method)
      const log: IncidentEvent[] = [{ type: 'opened', data: first.opened, incident: 7, seq: 1, at: first.openedAt, actor: ADA }]
      let state = first
      const append = (bodies: readonly EventBody[], actor: Actor) => {
        for (const body of bodies) log.push({ ...body, incident: 7, seq: log.length + 1, at: AT, actor })
        state = stateAfter(state, bodies, { actor, at: AT })
      }
      for (const press of presses) {
        append(runMachine(state, seed, (plans) => plans).bodies, { kind: 'machine' })
        append([bodyOf(press, state)], ADA)
      }
      const replayed = foldEvents(log.map((event) => IncidentEvent.parse({ ...JSON.parse(JSON.stringify(event)), at: event.at })))
      const twice = foldEvents(log, foldEvents(log))

      expect(state).toEqual(foldEvents(log))
      expect(replayed).toEqual(state)
      expect(twice).toEqual(state)
      expect(state.path.filter(({ left }) => left === undefined).length).toBe(state.path.length === 0 ? 0 : 1)
    }),
  )
})

test('going back and answering the same way leads to where it led before', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 1 }), (seed, index) => {
      const all = (plans: PlannedCheck[]) => plans
      const { state: asked } = runMachine(open('GET'), seed, all)
      fc.pre(asked.question !== undefined)
      const answer = (state: State) => stateAfter(state, [bodyOf({ kind: 'answer-open', index }, state)], { actor: ADA, at: AT })
      const once = runMachine(answer(asked), seed, all).state
      const back = stateAfter(once, [{ type: 'went-back', data: { question: asked.question?.seq ?? 0, step: '' } }], { actor: ADA, at: AT })
      const again = runMachine(back, seed, all).state

      expect(pathOf(again)).toEqual(pathOf(asked))
      expect(again.question?.seq).toBeGreaterThan(asked.question?.seq ?? 0)
      expect(pathOf(runMachine(answer(again), seed, all).state)).toEqual(pathOf(once))
    }),
  )
})

test('a conclusion renders its templates and resolves whom to call', () => {
  const state = runMachine(open('GET'), 0, (plans) => plans).state

  expect(state.conclusion).toMatchObject({
    cause: 'unknown',
    fix: 'Mend /orders/7 for member.',
    escalate: '@team-orders',
    status: 'not-reproduced',
    verdict: 'allowed',
  })
})
