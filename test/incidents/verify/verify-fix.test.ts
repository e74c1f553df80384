import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { concludeIncident } from '../../../src/incidents/people/conclude-incident.ts'
import { judgeRule } from '../../../src/incidents/people/judge-rule.ts'
import { reopenIncident } from '../../../src/incidents/people/reopen-incident.ts'
import { resolveIncident } from '../../../src/incidents/people/resolve-incident.ts'
import { verifyFix } from '../../../src/incidents/people/verify-fix.ts'
import { readView } from '../../../src/incidents/read-view.ts'
import { resolutionDraft } from '../../../src/incidents/rules/resolution-draft.ts'
import type { Store } from '../../../src/store/assemble-store.ts'
import { readIncident } from '../../../src/store/incidents/list-incidents.ts'
import { readRule } from '../../../src/store/rules/read-rules.ts'
import { openTestStore } from '../../store/open-test-store.ts'
import { ADA, BOB, exchangeOf, failedResult, foundResult } from '../../walk/walk-world.ts'
import { askedIncident } from '../people/asked-incident.ts'
import { concludedIncident, mendable, STILL_REFUSED, verifyResult } from './concluded-incident.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

describe('a fix that is proven', () => {
  test('closes the incident in the name of whoever pressed, and files the rule as confirmed', async () => {
    const { powers, incident, advance, view: before } = await concludedIncident(store)

    const pressed = await verifyFix(powers, { incident, actor: BOB })
    const row = await readIncident(store.db, incident)
    const view = await advance()

    expect(row).toMatchObject({ state: 'concluded', due: true })
    expect(pressed).toMatchObject({ state: 'concluded', verifications: [{ by: { name: 'Bob' }, current: true }] })
    expect([pressed.verify, pressed.verifications?.[0]?.told]).toEqual([undefined, undefined])
    expect(view).toMatchObject({
      state: 'resolved',
      resolution: { by: { name: 'Bob' }, fix: before.conclusion?.fix, proof: pressed.verifications?.[0]?.seq },
      verifications: [{ told: { kind: 'mended', before: 403, status: 200 } }],
    })
    expect(await readRule(store.db, view.resolution?.ruleId ?? '')).toMatchObject({ incident, confirmations: 1, refutations: 0 })
    expect(await readIncident(store.db, incident)).toMatchObject({ state: 'resolved', due: false })
  })

  test('asks afresh, beside the request, what the outcome had stood on', async () => {
    const { powers, incident, advance, runner } = await concludedIncident(store)
    const before = runner.started.length

    await verifyFix(powers, { incident, actor: BOB })
    const view = await advance()

    expect(runner.started.slice(before).map(({ check }) => check)).toEqual(['verify', 'compare'])
    expect(runner.sessions.slice(-2).map(({ probesUsed }) => probesUsed)).toEqual([0, 0])
    expect(view.verifications?.[0]?.told?.decisive).toMatchObject({ check: 'compare', condition: 'compare.status == 200', holds: true })
  })

  test('stays open while what the outcome had stood on refuses the subject still', async () => {
    const { powers, incident, advance, script, verify } = await concludedIncident(store)
    const refusedStill = foundResult('compare', { status: 200 }, [exchangeOf(403, { as: 'member' })])
    script.current = (input, session) => (input.check === 'compare' ? refusedStill : mendable(verify)(input, session))

    await verifyFix(powers, { incident, actor: BOB })

    expect(await advance()).toMatchObject({
      state: 'concluded',
      verifications: [{ told: { kind: 'still-refused', decisive: { holds: true } } }],
    })
  })

  test('can have what was filed refined, once; the first rule is superseded', async () => {
    const { powers, incident, advance } = await concludedIncident(store)
    await verifyFix(powers, { incident, actor: BOB })
    const closed = await advance()
    const resolution = { ...resolutionDraft(closed), rule: 'orders.read' }

    const refined = await resolveIncident(powers, { incident, resolution, actor: ADA })

    expect(refined).toMatchObject({ state: 'resolved', resolution: { rule: 'orders.read', by: { name: 'Bob' }, refined: { name: 'Ada' } } })
    expect(await readRule(store.db, closed.resolution?.ruleId ?? '')).toMatchObject({
      state: 'superseded',
      supersededBy: refined.resolution?.ruleId,
    })
    expect(await readRule(store.db, refined.resolution?.ruleId ?? '')).toMatchObject({
      state: 'active',
      rule: 'orders.read',
      confirmations: 1,
    })
    await expect(resolveIncident(powers, { incident, resolution, actor: BOB })).rejects.toMatchObject({
      code: 'incident.stale',
      facts: { by: 'Ada' },
    })
  })

  test('confirms the remembered rule that was said to be at work again, and files no second one', async () => {
    const first = await concludedIncident(store)
    await verifyFix(first.powers, { incident: first.incident, actor: BOB })
    const rule = (await first.advance()).resolution?.ruleId ?? ''
    const again = await concludedIncident(store)
    expect(again.view.knownRules.map((known) => known.rule)).toContain(rule)
    await judgeRule(again.powers, { incident: again.incident, rule, verdict: 'same', actor: ADA })

    await verifyFix(again.powers, { incident: again.incident, actor: BOB })

    expect((await again.advance()).resolution).toMatchObject({ ruleId: rule })
    expect(await readRule(store.db, rule)).toMatchObject({ confirmations: 3, refutations: 0 })
  })

  test('did not hold when somebody reopens the incident: its rule counts as refuted once', async () => {
    const { powers, incident, advance } = await concludedIncident(store)
    await verifyFix(powers, { incident, actor: BOB })
    const closed = await advance()

    await reopenIncident(powers, { incident, reason: 'it is back', actor: ADA })

    expect(await readRule(store.db, closed.resolution?.ruleId ?? '')).toMatchObject({ confirmations: 1, refutations: 1 })
  })
})

test.each([
  ['as before', 'still-refused', verifyResult(STILL_REFUSED)],
  ['in turn', 'unstable', verifyResult({ proven: false, passes: false, unstable: true, passedCount: 3 })],
  ['for nobody, anonymous not either', 'too-wide', verifyResult({ proven: false, tooWide: true, passesToo: ['anonymous'] })],
  ['by no answer', 'unanswered', failedResult('verify', 'timeout')],
  ['by a limiter', 'unanswered', verifyResult({ proven: false, passes: false, limited: true, of: 0, status: 429 })],
  ['with an error', 'unproven', verifyResult({ proven: false, passes: false, status: 500 })],
  ['while it was not sent', 'unproven', verifyResult({ proven: false, passes: false, sent: false, heldBack: 'needs-approval', of: 0 })],
])('refused %s, the incident stays concluded, says %s, and can be verified again', async (_, kind, result) => {
  const { powers, incident, advance, verify } = await concludedIncident(store)
  verify.result = result

  await verifyFix(powers, { incident, actor: BOB })
  const view = await advance()

  expect(view).toMatchObject({
    state: 'concluded',
    verifications: [{ current: true, told: { kind } }],
    verify: { label: 'Verify the fix' },
  })
  expect(await readIncident(store.db, incident)).toMatchObject({ state: 'concluded', due: false })
  verify.result = verifyResult()
  await verifyFix(powers, { incident, actor: ADA, seen: Date.parse(view.verify?.seen ?? '') })
  expect(await advance()).toMatchObject({ state: 'resolved', resolution: { by: { name: 'Ada' } } })
})

test('refused in another way, the incident is reopened and walks on with what is left', async () => {
  const { powers, incident, advance, verify, runner, typesOf } = await concludedIncident(store)
  verify.result = verifyResult({
    ...STILL_REFUSED,
    sameRefusal: false,
    refuser: { layer: 'waf', product: 'modsecurity', cause: 'waf-rule' },
  })
  await verifyFix(powers, { incident, actor: BOB })
  const before = runner.started.length

  const view = await advance()

  expect(
    runner.started
      .slice(before)
      .map(({ check }) => check)
      .sort(),
  ).toEqual(['compare', 'request', 'verify'])
  expect(view).toMatchObject({
    state: 'concluded',
    verifications: [{ current: false, told: { kind: 'refused-otherwise', refuser: { layer: 'waf' } } }],
  })
  const types = await typesOf()
  expect(types.slice(types.indexOf('verified')).slice(0, 3)).toEqual(['verified', 'reopened', 'entered'])
  expect(types.at(-1)).toBe('concluded')
})

describe('who may press, and when', () => {
  test('of two who press at once one counts, and the other is told who was first', async () => {
    const { powers, incident, view, typesOf } = await concludedIncident(store)
    const seen = Date.parse(view.verify?.seen ?? '')

    const both = await Promise.allSettled([ADA, BOB].map((actor) => verifyFix(powers, { incident, actor, seen })))

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'incident.stale', facts: { label: 'verify the fix' } },
    })
    expect((await typesOf()).filter((type) => type === 'verifying')).toHaveLength(1)
  })

  test('a card from before the last verification changes nothing', async () => {
    const { powers, incident, view, advance, verify } = await concludedIncident(store)
    const seen = Date.parse(view.verify?.seen ?? '')
    verify.result = verifyResult(STILL_REFUSED)
    await verifyFix(powers, { incident, actor: BOB, seen })
    await advance()

    await expect(verifyFix(powers, { incident, actor: ADA, seen })).rejects.toMatchObject({ code: 'incident.stale', facts: { by: 'Bob' } })
  })

  test('not while it is open, not once it is resolved, and not where nothing was refused', async () => {
    const open = await askedIncident(store)
    await expect(verifyFix(open.powers, { incident: open.incident, actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })

    const { powers, incident, view } = await concludedIncident(store)
    await resolveIncident(powers, { incident, resolution: resolutionDraft(view), actor: ADA })
    await expect(verifyFix(powers, { incident, actor: BOB })).rejects.toMatchObject({ code: 'incident.closed', facts: { by: 'Ada' } })

    const passing = await askedIncident(store, { method: 'POST', url: 'https://api.test/orders/7', headers: {} })
    const ended = await concludeIncident(passing.powers, { incident: passing.incident, cause: 'unknown', fix: 'x', actor: ADA })
    expect(ended).toMatchObject({ denial: null, verify: undefined })
    await expect(verifyFix(passing.powers, { incident: passing.incident, actor: ADA })).rejects.toMatchObject({ code: 'usage.invalid' })
  })

  test('a request whose credentials are no longer kept cannot be sent again, and says so', async () => {
    const { powers, incident } = await concludedIncident(store, { headers: { authorization: 'Bearer abc' } })
    const later = () => new Date(Date.now() + 8 * 24 * 3_600_000)

    await expect(verifyFix({ ...powers, now: later }, { incident, actor: BOB })).rejects.toMatchObject({ code: 'secret.expired' })
  })

  test('a person who resolves meanwhile has the last word: what comes then closes nothing', async () => {
    const { powers, incident, view, verify, advance, runner } = await concludedIncident(store)
    const { promise, resolve: arrive } = Promise.withResolvers<ReturnType<typeof verifyResult>>()
    verify.result = promise
    await verifyFix(powers, { incident, actor: BOB })
    const driving = advance()
    await expect.poll(() => runner.started.some(({ check }) => check === 'verify')).toBe(true)
    await resolveIncident(powers, { incident, resolution: resolutionDraft(view), actor: ADA })

    arrive(verifyResult())
    await driving

    const closed = await readView(powers, incident)
    expect(closed).toMatchObject({ state: 'resolved', resolution: { by: { name: 'Ada' } } })
    expect(closed.resolution?.proof).toBeUndefined()
  })
})
