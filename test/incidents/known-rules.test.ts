import { afterAll, beforeAll, expect, test } from 'vitest'
import { advanceIncident } from '../../src/incidents/advance-incident.ts'
import { openIncident } from '../../src/incidents/open-incident.ts'
import { answerQuestion } from '../../src/incidents/people/answer-question.ts'
import { judgeRule } from '../../src/incidents/people/judge-rule.ts'
import { reopenIncident } from '../../src/incidents/people/reopen-incident.ts'
import { resolveIncident } from '../../src/incidents/people/resolve-incident.ts'
import { resolutionDraft } from '../../src/incidents/rules/resolution-draft.ts'
import type { IncidentView } from '../../src/incidents/view.ts'
import type { Store } from '../../src/store/assemble-store.ts'
import { listRules, readRule } from '../../src/store/rules/read-rules.ts'
import { openTestStore } from '../store/open-test-store.ts'
import { ADA, BOB, exchangeOf, foundResult } from '../walk/walk-world.ts'
import { type Answer, worldOf } from './incident-world.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore({ workers: false })
})
afterAll(() => store.close())

/** nginx says no, in a way that names it. */
const nginx: Answer = ({ check }) => {
  const page =
    '<html><head><title>403 Forbidden</title></head><body><center><h1>403 Forbidden</h1></center><hr><center>nginx/1.25.3</center></body></html>'
  const exchange = exchangeOf(403, { as: check, body: page })
  exchange.response?.headers && Object.assign(exchange.response.headers, { server: ['nginx/1.25.3'], 'content-type': ['text/html'] })
  return foundResult(check, { status: 403 }, [exchange])
}
const world = () => worldOf(store, { answer: nginx })

async function asked(path: string): Promise<IncidentView> {
  const { powers } = world()
  const { incident } = await openIncident(powers, {
    request: { method: 'GET', url: `https://api.test${path}`, headers: {} },
    actor: ADA,
    origin: { via: 'cli' },
  })
  return advanceIncident(powers, { incident })
}

async function answered({ incident, question }: IncidentView, answer: number): Promise<IncidentView> {
  const { powers } = world()
  await answerQuestion(powers, { incident, question: question?.seq ?? 0, answer, actor: ADA })
  return advanceIncident(powers, { incident })
}

async function resolvedFirst(path: string): Promise<IncidentView> {
  const view = await answered(await asked(path), 1)
  return resolveIncident(world().powers, {
    incident: view.incident,
    resolution: { ...resolutionDraft(view), fix: 'Narrowed the deny.', prevention: 'Review denies.' },
    actor: ADA,
  })
}

test('the next incident of the kind says so while people are still asked, and is exact at its end', async () => {
  const first = await resolvedFirst('/orders/alpha/7')

  const second = await asked('/orders/alpha/8')
  expect(second.knownRules).toMatchObject([{ incident: first.incident, fix: 'Narrowed the deny.' }])
  expect(second.knownRules[0]?.shared).toContain('route:/orders/alpha/:id')
  const ended = await answered(second, 1)

  expect(ended.knownRules).toMatchObject([{ incident: first.incident, grade: 'exact' }])
})

test('another place is not claimed to be the same', async () => {
  await resolvedFirst('/orders/beta/7')

  expect((await asked('/orders/gamma/x/y')).knownRules).toEqual([])
})

test('“Same again” confirms the rule once and fills in its fix; filed unchanged, no second rule is made', async () => {
  const first = await resolvedFirst('/orders/delta/7')
  const second = await answered(await asked('/orders/delta/8'), 1)
  const rule = second.knownRules.find(({ incident }) => incident === first.incident)?.rule ?? ''

  const judged = await judgeRule(world().powers, { incident: second.incident, rule, verdict: 'same', actor: ADA })
  await expect(judgeRule(world().powers, { incident: second.incident, rule, verdict: 'same', actor: BOB })).rejects.toMatchObject({
    code: 'incident.stale',
    facts: { by: 'Ada' },
  })
  const draft = resolutionDraft(judged)
  const before = (await listRules(store.db, { limit: 100 })).length
  const resolved = await resolveIncident(world().powers, { incident: second.incident, resolution: draft, actor: ADA })

  expect(draft).toMatchObject({ fix: 'Narrowed the deny.', prevention: 'Review denies.' })
  expect(resolved.resolution?.ruleId).toBe(rule)
  expect((await listRules(store.db, { limit: 100 })).length).toBe(before)
  expect(await readRule(store.db, rule)).toMatchObject({ confirmations: 1, refutations: 0 })
})

test('“Not this” counts a refutation, and the rule is not offered to this incident again', async () => {
  const first = await resolvedFirst('/orders/epsilon/7')
  const second = await asked('/orders/epsilon/8')
  const rule = second.knownRules.find(({ incident }) => incident === first.incident)?.rule ?? ''

  await judgeRule(world().powers, { incident: second.incident, rule, verdict: 'different', actor: ADA })
  const ended = await answered(second, 1)

  expect(ended.knownRules.filter((known) => !known.judged)).toEqual([])
  expect(await readRule(store.db, rule)).toMatchObject({ refutations: 1 })
})

test('a reopened incident is not said to be like itself', async () => {
  const first = await resolvedFirst('/orders/zeta/7')
  await reopenIncident(world().powers, { incident: first.incident, reason: 'again', actor: ADA })

  expect((await advanceIncident(world().powers, { incident: first.incident })).knownRules).toEqual([])
})

test('a rule that was not offered cannot be judged', async () => {
  const { incident } = await asked('/orders/eta/1')

  await expect(judgeRule(world().powers, { incident, rule: 'x', verdict: 'same', actor: ADA })).rejects.toMatchObject({
    code: 'rule.unknown',
  })
})
