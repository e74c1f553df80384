import { expect, test } from 'vitest'
import type { Decision } from '../../../src/incidents/driving/decide.ts'
import { waitsForMore } from '../../../src/incidents/driving/waits-for-more.ts'
import { foundResult, openedData, stateOf } from '../../walk/walk-world.ts'
import { TREE } from '../incident-world.ts'

const OPENED = stateOf({ type: 'opened', data: openedData(TREE) })
const RUNS: Decision['next'] = { kind: 'run', why: 'step-checks', step: TREE.start, checks: [] }
const checked = (key: string): Decision['bodies'][number] => ({ type: 'checked', data: { key, result: foundResult('request', {}, []) } })

const decision = (more: Partial<Decision>): Decision => ({ bodies: [checked('a')], state: OPENED, next: RUNS, ...more })

test('results of a step are not written yet while another of its checks is away', () => {
  expect(waitsForMore(decision({}), 1)).toBe(true)
})

test.each([
  ['nothing is away', decision({}), 0],
  ['nothing came', decision({ bodies: [] }), 1],
  ['a person is waited for', decision({ next: { kind: 'wait' } as Decision['next'] }), 1],
  [
    'a step was entered',
    decision({ bodies: [checked('a'), { type: 'entered', data: { step: TREE.start } } as Decision['bodies'][number]] }),
    1,
  ],
  ['a write was answered', decision({ state: { ...OPENED, sending: new Set(['a']) } }), 1],
] as const)('what came is written at once when %s', (_, what, running) => {
  expect(waitsForMore(what, running)).toBe(false)
})
