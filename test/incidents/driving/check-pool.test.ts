import { expect, test } from 'vitest'
import type { CheckSession } from '../../../src/checks/check-runner.ts'
import type { CheckResult } from '../../../src/checks/finding.ts'
import { Why403Error } from '../../../src/errors.ts'
import { createBell } from '../../../src/incidents/driving/bell.ts'
import { createCheckPool } from '../../../src/incidents/driving/check-pool.ts'
import type { PlannedCheck } from '../../../src/walk/planned-check.ts'
import { ADA, foundResult, openedData, stateOf } from '../../walk/walk-world.ts'
import { TREE } from '../incident-world.ts'

const opened = { type: 'opened' as const, data: openedData(TREE) }
const STATE = stateOf(opened)
const plan = (key: string): PlannedCheck => ({ id: key, step: 'http-403.md#x', check: 'request', params: {}, key })

/** A pool whose checks end when the test says so, in the order in which they were started. */
function poolOf() {
  const runs: { end: (result: CheckResult) => void; hurried: boolean; signal: AbortSignal | undefined }[] = []
  const session: CheckSession = {
    start({ signal }) {
      const { promise, resolve } = Promise.withResolvers<CheckResult>()
      const run = { end: resolve, hurried: false, signal }
      runs.push(run)
      const hurry = () => {
        run.hurried = true
      }
      return { result: promise, hurry }
    },
    probes: () => 0,
    close: async () => {},
  }
  const bell = createBell()
  return { runs, bell, pool: createCheckPool({ bell, state: STATE, sessionFor: () => session }) }
}

test('a check is started once; when the walk comes to it, it is hurried', () => {
  const { pool, runs } = poolOf()

  expect(pool.start([plan('a')], { urgent: false })).toBe(true)
  expect(pool.start([plan('a')], { urgent: true })).toBe(false)
  expect(runs.map(({ hurried }) => hurried)).toEqual([true])
})

test('no more than the given number run ahead', () => {
  const { pool } = poolOf()
  pool.start([plan('a'), plan('b'), plan('c')], { urgent: false, runningMax: 2 })

  expect(pool.running()).toBe(2)
  pool.start([plan('d')], { urgent: true })
  expect(pool.running()).toBe(3)
})

test('a result of a round that is over is dropped, arrived or on its way', async () => {
  const { pool, runs, bell } = poolOf()
  pool.start([plan('a'), plan('b')], { urgent: true })
  runs[0]?.end(foundResult('request', {}))
  await bell.wait()
  expect([...pool.arrived().keys()]).toEqual(['a'])

  pool.follow(stateOf(opened, [ADA, { type: 'reopened', data: { reason: 'again' } }]))
  runs[1]?.end(foundResult('request', {}))
  await Promise.resolve()

  expect([pool.arrived().size, pool.running(), runs[1]?.signal?.aborted]).toEqual([0, 0, true])
})

test('what is stopped does not arrive', async () => {
  const { pool, runs } = poolOf()
  pool.start([plan('a')], { urgent: true })

  pool.stop()
  runs[0]?.end(foundResult('request', {}))
  await Promise.resolve()

  expect([pool.arrived().size, runs[0]?.signal?.aborted]).toEqual([0, true])
})

test('a check that cannot start is a failed check with the reason', async () => {
  const bell = createBell()
  const sessionFor = () => {
    throw new Why403Error('target.unlisted', 'orders is listed no more')
  }
  const pool = createCheckPool({ bell, state: STATE, sessionFor })
  pool.start([plan('a')], { urgent: true })
  await bell.wait()

  expect(pool.arrived().get('a')?.finding).toEqual({ kind: 'failed', failed: 'refused', message: 'orders is listed no more' })
})
