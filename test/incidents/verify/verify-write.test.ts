import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../../src/incidents/advance-incident.ts'
import { verifyFix } from '../../../src/incidents/people/verify-fix.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { BOB, exchangeOf, foundResult } from '../../walk/walk-world.ts'
import { concludedIncident, mendable, verifyResult } from './concluded-incident.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

test('a press that names the method approves one sending: written down first, in a session that may send, after what is safe', async () => {
  const { powers, incident, view, advance, runner, typesOf } = await concludedIncident(store, { method: 'POST' })
  const before = runner.started.length

  await verifyFix(powers, { incident, actor: BOB, sends: true })
  const closed = await advance()

  expect(view.verify).toMatchObject({ label: 'Send POST again and verify', sends: true })
  expect(runner.started.slice(before).map(({ check, approved }) => [check, approved])).toEqual([
    ['compare', false],
    ['verify', true],
  ])
  const types = await typesOf()
  expect(types.slice(types.indexOf('verifying'))).toEqual(['verifying', 'checked', 'sending', 'checked', 'verified', 'resolved'])
  expect(closed).toMatchObject({ state: 'resolved', verifications: [{ sends: true }] })
})

test('without that approval nothing is sent for real', async () => {
  const { powers, incident, advance, runner, typesOf } = await concludedIncident(store, { method: 'POST' })
  const before = runner.started.length

  await verifyFix(powers, { incident, actor: BOB })
  await advance()

  expect(runner.started.slice(before).every(({ approved }) => !approved)).toBe(true)
  expect((await typesOf()).slice((await typesOf()).indexOf('verifying'))).not.toContain('sending')
})

test('it is not sent while what the outcome had stood on refuses still', async () => {
  const { powers, incident, advance, runner, script, verify } = await concludedIncident(store, { method: 'POST' })
  const before = runner.started.length
  const refusedStill = foundResult('compare', { status: 200 }, [exchangeOf(403, { as: 'member' })])
  script.current = (input, session) => (input.check === 'compare' ? refusedStill : mendable(verify)(input, session))

  await verifyFix(powers, { incident, actor: BOB, sends: true })

  expect(await advance()).toMatchObject({ state: 'concluded', verifications: [{ told: { kind: 'still-refused' } }] })
  expect(runner.started.slice(before).map(({ check }) => check)).toEqual(['compare'])
})

test('a process that dies while it sends leaves it sent at most once: the next one says that the answer is lost', async () => {
  const { powers, incident, advance, runner, verify } = await concludedIncident(store, { method: 'POST' })
  verify.result = new Promise(() => {})
  await verifyFix(powers, { incident, actor: BOB, sends: true })
  const died = new AbortController()
  const first = advanceIncident(powers, { incident, signal: died.signal })
  await expect.poll(() => runner.started.some(({ check }) => check === 'verify')).toBe(true)
  died.abort()
  await first
  verify.result = verifyResult()

  const view = await advance()

  expect(runner.started.filter(({ check }) => check === 'verify')).toHaveLength(1)
  expect(view).toMatchObject({
    state: 'concluded',
    verifications: [{ told: { kind: 'unanswered', line: expect.stringContaining('may have arrived or not') } }],
    verify: { sends: true },
  })
  expect(view.verifications?.[0]?.told?.line).toContain('Bob')
  expect(view.lostWrite).toBeUndefined()
})

test('where the target never allows the method, the button promises reading only', async () => {
  const { powers, view, incident } = await concludedIncident(store, { method: 'POST' })
  const orders = powers.config.targets.orders
  const strict = {
    ...powers,
    config: { ...powers.config, targets: { ...powers.config.targets, orders: { ...orders, unsafeMethods: 'never' } } },
  }

  expect(view.verify?.sends).toBe(true)
  await expect(verifyFix(strict as typeof powers, { incident, actor: BOB, sends: true })).rejects.toMatchObject({
    code: 'target.unsafe-never',
  })
  expect(await verifyFix(strict as typeof powers, { incident, actor: BOB })).toMatchObject({ verifications: [{ sends: false }] })
})
