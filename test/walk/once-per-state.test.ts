import { expect, test } from 'vitest'
import { oncePerState } from '../../src/walk/once-per-state.ts'
import { CHECKS, openedData, runbookOf, stateOf } from './walk-world.ts'

const SET = runbookOf('## Start\n```outcome\ncause: unknown\nfix: Mend it.\nescalate: owner\n```\n')
const opened = () => stateOf({ type: 'opened', data: openedData(SET) })

test('a state is read once on the same ground, and anew on another', () => {
  let reads = 0
  const count = oncePerState(() => ++reads)
  const state = opened()

  expect([count(state, SET, CHECKS), count(state, SET, CHECKS)]).toEqual([1, 1])
  expect(count(opened(), SET, CHECKS)).toBe(2)
  const checks = new Map(CHECKS)
  expect(count(state, SET, checks)).toBe(3)
  expect(count(state, { ...SET }, checks)).toBe(4)
})
