import { describe, expect, test } from 'vitest'
import type { Check, ExampleReply } from '../../../src/checks/check.ts'
import { CheckFailed } from '../../../src/checks/check-failed.ts'
import { verify } from '../../../src/checks/verify/verify.ts'
import { VerifyInput } from '../../../src/checks/verify/verify-finding.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { fakeContext } from '../fake-context.ts'

const IDENTITIES = [
  { name: 'ann', role: 'member', kind: 'bearer' },
  { name: 'bob', role: 'member', kind: 'bearer' },
  { name: 'guest', role: 'guest', kind: 'bearer' },
  { name: 'boss', role: 'admin', kind: 'bearer' },
] as const

function answered(as: string, status: number, more: { body?: string; method?: string; url?: string } = {}): Exchange {
  const { body = '', method = 'GET', url = 'https://api.test/orders' } = more
  return { as, request: { method, url, headers: {} }, response: { status, headers: {}, body } }
}

type Case = { exchanges: Exchange[]; replies: Record<string, ExampleReply | ExampleReply[]>; method?: string; input?: object }

function contextOf({ exchanges, replies, method = 'GET' }: Case) {
  const example = { name: 'x', input: {}, finding: {}, subject: 'ann', identities: IDENTITIES, request: { method }, exchanges, replies }
  return fakeContext(example as unknown as Check['examples'][number])
}

const run = (one: Case, context = contextOf(one)) => verify.run(VerifyInput.parse(one.input ?? {}), context)

const PASSING = {
  '* * as ann': { status: 200 },
  '* * as anonymous': { status: 403 },
  '* * as bob': { status: 403 },
  '* * as guest': { status: 403 },
}

describe('who must stay refused', () => {
  test('is whoever was refused without credentials, and whoever has a lower role where somebody passed', async () => {
    const exchanges = ['ann', 'anonymous', 'bob', 'guest'].map((name) => answered(name, 403)).concat(answered('boss', 200))

    expect(await run({ exchanges, replies: PASSING })).toMatchObject({ keptOut: ['anonymous', 'guest'] })
  })

  test('is not whoever was refused on another path, or has passed as well', async () => {
    const exchanges = [
      answered('ann', 403),
      answered('anonymous', 403, { url: 'https://api.test/orders/' }),
      answered('boss', 200),
      answered('guest', 403),
      answered('guest', 200),
    ]

    expect(await run({ exchanges, replies: PASSING })).toMatchObject({
      keptOut: [],
      passesToo: [],
      stillRefusedForOthers: false,
      proven: true,
    })
  })

  test('is whom the runbook names', async () => {
    expect(await run({ exchanges: [answered('ann', 403)], replies: PASSING, input: { keepOut: ['bob'] } })).toMatchObject({
      keptOut: ['bob'],
    })
  })
})

describe('what is sent', () => {
  test('an unsafe request goes out once, as the subject, after everything safe, and each probe is fresh', async () => {
    const one = { method: 'POST', exchanges: [answered('ann', 403, { method: 'POST' }), answered('anonymous', 403)], replies: PASSING }
    const context = contextOf(one)

    await run(one, context)

    const methods = context.asked.map(({ method = 'POST' }) => method)
    expect(methods.filter((method) => method === 'POST')).toHaveLength(1)
    expect(methods.at(-1)).toBe('POST')
    expect(context.asked.every(({ fresh }) => fresh)).toBe(true)
    expect(context.asked.at(-1)).toMatchObject({ as: 'ann' })
  })

  test('a write whose answer does not come may have arrived, and it says so', async () => {
    const replies = { 'POST /orders as ann': { failure: 'timeout' as const }, '* * as ann': { status: 200 } }
    const one = { method: 'POST', exchanges: [answered('ann', 403, { method: 'POST' })], replies }

    await expect(run(one)).rejects.toMatchObject({ reason: 'timeout', message: expect.stringContaining('may have arrived or not') })
  })

  test('nobody else is asked while it is refused still', async () => {
    const one = { exchanges: [answered('ann', 403), answered('anonymous', 403)], replies: { '* * as ann': { status: 403 } } }
    const context = contextOf(one)

    await run(one, context)

    expect(new Set(context.asked.map(({ as }) => as))).toEqual(new Set(['ann']))
  })

  test('a target that is away is asked once', async () => {
    const one = { exchanges: [answered('ann', 403)], replies: { '* * as ann': { failure: 'unreachable' as const } } }
    const context = contextOf(one)

    await expect(run(one, context)).rejects.toMatchObject({ reason: 'unreachable' })
    expect(context.asked).toHaveLength(1)
  })
})

describe('a refusal is the same as before', () => {
  const before = answered('ann', 403, { body: '{"error":"forbidden","id":"Qx_z"}' })
  const body = (text: string) => ({ status: 403, body: text })

  test.each([
    ['where only numbers in it differ', [body('{"error":"forbidden","id":"Qx_z"}')], true],
    ['where a word of it is new each time', ['a', 'b', 'c', 'd', 'e'].map((id) => body(`{"error":"forbidden","id":"K${id}_"}`)), true],
    ['but not where it says steadily something else', [body('{"error":"account_suspended"}')], false],
    ['but not with another status', [{ status: 401, body: '{"error":"forbidden","id":"Qx_z"}' }], false],
  ])('%s', async (_, answers, same) => {
    const finding = await run({ exchanges: [before], replies: { '* * as ann': answers } })

    expect(finding).toMatchObject({ refused: true, sameRefusal: same })
  })

  test('a hidden resource that is hidden still is refused still', async () => {
    const hidden = answered('ann', 404, { body: 'nothing here' })

    expect(await run({ exchanges: [hidden], replies: { '* * as ann': { status: 404, body: 'nothing here' } } })).toMatchObject({
      refused: true,
      sameRefusal: true,
    })
  })

  test('a 404 where there was a 403 is neither', async () => {
    expect(await run({ exchanges: [before], replies: { '* * as ann': { status: 404 } } })).toMatchObject({
      refused: false,
      passes: false,
      proven: false,
    })
  })
})

test('a limiter that answers tells nothing, and what passes beside it is not unsteady', async () => {
  const all = await run({ exchanges: [answered('ann', 403)], replies: { '* * as ann': { status: 429 } } })
  const some = await run({
    exchanges: [answered('ann', 403)],
    replies: { '* * as ann': [{ status: 200 }, { status: 200 }, { status: 200 }, { status: 429 }] },
  })

  expect(all).toMatchObject({ limited: true, refused: false, proven: false })
  expect(some).toMatchObject({ unstable: false, proven: true, of: 3 })
})

test('somebody who must stay refused and gives no telling answer leaves it unproven', async () => {
  const one = (reply: ExampleReply) => ({
    exchanges: [answered('ann', 403), answered('anonymous', 403)],
    replies: { '* * as ann': { status: 200 }, '* * as anonymous': reply },
  })

  for (const reply of [{ status: 500 }, { status: 429 }, { failure: 'timeout' as const }])
    expect(await run(one(reply))).toMatchObject({ proven: false, passes: true, tooWide: false, notTold: ['anonymous'] })
})

describe('a refusal that came and went before', () => {
  const mixed = (passed: number, refused: number) => [
    ...Array.from({ length: passed }, () => answered('ann', 200)),
    ...Array.from({ length: refused }, () => answered('ann', 403)),
  ]
  const replies = { '* * as ann': { status: 200 } }

  test('must be gone in more calls, as many as chance would not pass', async () => {
    expect(await run({ exchanges: mixed(2, 2), replies })).toMatchObject({ proven: true, of: 6 })
    expect(await run({ exchanges: mixed(2, 1), replies })).toMatchObject({ proven: true, of: 10, comesAndGoes: true })
  })

  test('so seldom that asking cannot tell stays unproven', async () => {
    expect(await run({ exchanges: mixed(19, 1), replies })).toMatchObject({ proven: false, passes: true, of: 20, comesAndGoes: true })
  })

  test('only where it was the very same request that passed', async () => {
    const other = { ...answered('ann', 200), request: { method: 'GET', url: 'https://api.test/orders', headers: { accept: ['x'] } } }

    expect(await run({ exchanges: [other, answered('ann', 403)], replies })).toMatchObject({ proven: true, of: 5, comesAndGoes: false })
  })
})

test('where nothing was refused there is nothing to verify', async () => {
  await expect(run({ exchanges: [answered('ann', 200)], replies: PASSING })).rejects.toBeInstanceOf(CheckFailed)
})
