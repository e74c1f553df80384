import { expect, test } from 'vitest'
import { CheckFailed } from '../../../src/checks/check-failed.ts'
import type { LogLine } from '../../../src/checks/logs/lines/log-line.ts'
import { searchLogs } from '../../../src/checks/logs/search-logs.ts'
import { type LogStore, LogUnseen } from '../../../src/checks/logs/stores/log-store.ts'
import { wantedOf } from '../../../src/checks/logs/wanted/wanted.ts'
import { fakeContext } from '../fake-context.ts'
import { refusedExchange, TRACE } from './refused-exchange.ts'

const NOW = '2026-01-01T11:59:59.980Z'
/** The answer came in the very moment of now, so a line may still be on its way. */
const JUST_NOW = wantedOf(fakeContext({ name: '', input: {}, finding: {}, exchanges: [refusedExchange({ at: NOW })] }), 30)
const LONG_AGO = wantedOf(fakeContext({ name: '', input: {}, finding: {}, exchanges: [refusedExchange()] }), 30)

const reason = (source: string): LogLine => ({
  source,
  key: '1',
  text: `{"msg":"AccessDenied: user lacks permission orders:read","trace_id":"${TRACE}"}`,
  times: [Date.parse(NOW)],
})
const access = (source: string): LogLine => ({
  source,
  key: '2',
  text: `127.0.0.1 - - [01/Jan/2026:11:59:59 +0000] "GET /orders HTTP/1.1" 403 5 "-" "why403/1.0 (+INC-7)"`,
  times: [Date.parse(NOW)],
})

/** A store that shows `lines` from look number `from` on. */
function store(name: string, lines: readonly LogLine[], { from = 1, remote = false } = {}): LogStore & { looks: number } {
  const made = {
    name,
    remote,
    looks: 0,
    look: async () => {
      made.looks += 1
      return { lines: made.looks >= from ? lines : [] }
    },
  }
  return made
}

const failing = (name: string, error: Error): LogStore => ({ name, remote: true, look: () => Promise.reject(error) })
const hanging = (name: string): LogStore => ({ name, remote: true, look: () => new Promise(() => {}) })

/** Waits are over at once and counted, but those that are called off, or whose length `never` names, never are. */
function waits({ never = [] as readonly number[] } = {}) {
  const asked: number[] = []
  let passed = 0
  const wait = async (ms: number) => {
    asked.push(ms)
    if (ms < LOOK_LIMIT) passed += ms
    if (never.includes(ms)) await new Promise(() => {})
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return { asked, wait, elapsedMs: () => passed }
}
const LOOK_LIMIT = 3_500

test('a line that is there at once is not waited for', async () => {
  const powers = waits({ never: [LOOK_LIMIT, 400] })
  const app = store('app', [reason('app')])

  const { choice, searched } = await searchLogs([app], JUST_NOW, powers)

  expect(choice.decisive?.line.source).toBe('app')
  expect(searched).toEqual(['app'])
  expect(app.looks).toBe(1)
})

test('a line that is written a moment later is found by a further look', async () => {
  const app = store('app', [reason('app')], { from: 3 })

  const { choice } = await searchLogs([app], JUST_NOW, waits({ never: [LOOK_LIMIT] }))

  expect(choice.decisive?.denial.cause).toBe('insufficient-permissions')
  expect(app.looks).toBe(3)
})

test('a file is waited for for a second, a remote store for two and a half', async () => {
  const [file, remote] = [store('file', []), store('remote', [], { remote: true })]
  const powers = waits({ never: [LOOK_LIMIT] })

  await searchLogs([file], JUST_NOW, powers)
  const ofFile = powers.asked.filter((ms) => ms !== LOOK_LIMIT)
  await searchLogs([remote], JUST_NOW, powers)

  const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0)
  expect(sum(ofFile)).toBeLessThanOrEqual(1_000)
  expect(sum(powers.asked.filter((ms) => ms !== LOOK_LIMIT).slice(ofFile.length))).toBeLessThanOrEqual(2_500)
  expect([file.looks, remote.looks]).toEqual([4, 5])
})

test('for a refusal of a while ago nothing is waited for', async () => {
  const app = store('app', [])

  await searchLogs([app], LONG_AGO, waits({ never: [LOOK_LIMIT] }))

  expect(app.looks).toBe(1)
})

test('a source that has our access line is done, the others are looked into again', async () => {
  const [front, errors] = [store('front', [access('front')]), store('errors', [])]

  await searchLogs([front, errors], JUST_NOW, waits({ never: [LOOK_LIMIT] }))

  expect([front.looks, errors.looks]).toEqual([1, 4])
})

test('a store that fails is named with its reason, and the others are searched', async () => {
  const stores = [
    failing('a', new LogUnseen('it answered 500')),
    failing('b', new CheckFailed('timeout', 'too slow')),
    store('c', [reason('c')]),
  ]

  const { unseen, searched, choice } = await searchLogs(stores, JUST_NOW, waits({ never: [LOOK_LIMIT] }))

  expect(unseen).toEqual([
    { source: 'a', why: 'it answered 500' },
    { source: 'b', why: 'too slow' },
  ])
  expect(searched).toEqual(['c'])
  expect(choice.decisive?.line.source).toBe('c')
})

test('a store that hangs does not hold up the reason that another one has told', async () => {
  const { choice, unseen } = await searchLogs([hanging('slow'), store('app', [reason('app')])], JUST_NOW, waits({ never: [LOOK_LIMIT] }))

  expect(choice.decisive?.line.source).toBe('app')
  expect(unseen).toEqual([{ source: 'slow', why: 'it had not answered when another log told the reason' }])
})

test('a store that is slow to say that it has nothing is not asked for longer than its time', async () => {
  const slow = { ...store('slow', [], { remote: true }), looks: 0 }
  const powers = waits({ never: [LOOK_LIMIT] })
  let passed = 0
  slow.look = async () => {
    slow.looks += 1
    passed += 2_000
    return { lines: [] }
  }

  await searchLogs([slow], JUST_NOW, { wait: powers.wait, elapsedMs: () => passed })

  expect(slow.looks).toBe(2)
})

test('a store that hangs alone is given up after its own limit', async () => {
  const { unseen } = await searchLogs([hanging('slow')], JUST_NOW, waits())

  expect(unseen).toEqual([{ source: 'slow', why: `it did not answer within ${LOOK_LIMIT} ms` }])
})

test('a crash of ours is no fault of the store', async () => {
  await expect(searchLogs([failing('a', new TypeError('x is not a function'))], JUST_NOW, waits())).rejects.toThrow('x is not a function')
})
