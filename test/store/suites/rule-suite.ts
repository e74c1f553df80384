import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Store } from '../../../src/store/assemble-store.ts'
import { inTransaction } from '../../../src/store/database.ts'
import { candidateRules } from '../../../src/store/rules/candidate-rules.ts'
import { countJudgement } from '../../../src/store/rules/count-judgement.ts'
import { listRules, readRule } from '../../../src/store/rules/read-rules.ts'
import { saveRule } from '../../../src/store/rules/save-rule.ts'
import type { NewRule } from '../../../src/store/rules/stored-rule.ts'
import { rules } from '../../../src/store/schema/schema.ts'
import { ALICE, AT } from '../sample-incident.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'

function rule(more: Partial<NewRule> = {}): NewRule {
  const who = { resolvedBy: ALICE, resolvedAt: AT, identityClass: 'member', features: [] }
  const where = { target: 'orders', route: '/orders/:id', method: 'POST', incident: 1 }
  const what = {
    layer: 'waf',
    product: 'coreruleset',
    cause: 'waf-rule',
    rule: '942100',
    fix: 'Exclude the header',
    prevention: 'Test rules',
  } as const
  return { ...who, ...where, ...what, ...more }
}

/** Rules that were filed are found again by what they share. */
export function ruleSuite(open: () => Promise<Store>): void {
  describe('resolved rules', () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
    })
    afterAll(() => store.close())

    const save = (more?: Partial<NewRule>) => inTransaction(store, (tx) => saveRule(tx, rule(more)))

    test('a rule comes back as it was filed, its features in order and once', async () => {
      const id = await save({ features: ['b', 'a', 'b'] })

      expect(await readRule(store.db, id)).toEqual({
        ...rule({ features: ['a', 'b'] }),
        ...{ id, number: expect.any(Number), confirmations: 0, refutations: 0, state: 'active' },
      })
    })

    test('no rule by an unknown id, nor by what is no id at all', async () => {
      expect(await readRule(store.db, NOBODY)).toBeUndefined()
      expect(await readRule(store.db, "'; drop table rules")).toBeUndefined()
    })

    test('candidates share the most features first, then the newest', async () => {
      const one = await save({ features: ['m:x'] })
      const two = await save({ features: ['m:x', 'm:y', 'm:z'] })
      const newer = await save({ features: ['m:x'] })
      await save({ features: ['m:other'] })

      const found = await candidateRules(store.db, ['m:x', 'm:y'], 10)

      expect(found.map(({ id, shared }) => ({ id, shared }))).toEqual([
        { id: two, shared: ['m:x', 'm:y'] },
        { id: newer, shared: ['m:x'] },
        { id: one, shared: ['m:x'] },
      ])
      expect(await candidateRules(store.db, ['m:x', 'm:y'], 1)).toHaveLength(1)
      expect(await candidateRules(store.db, [], 10)).toEqual([])
    })

    test.each(['superseded', 'retired'] as const)('a rule that is %s is no candidate', async (state) => {
      const id = await save({ features: [`s:${state}`] })
      expect(await candidateRules(store.db, [`s:${state}`], 10)).toHaveLength(1)

      await store.db.update(rules).set({ state }).where(eq(rules.id, id))

      expect(await candidateRules(store.db, [`s:${state}`], 10)).toEqual([])
      expect(await readRule(store.db, id)).toMatchObject({ state })
    })

    test("people's judgements are counted, also at once", async () => {
      const id = await save()
      const judge = (verdict: 'same' | 'different') => inTransaction(store, (tx) => countJudgement(tx, id, verdict))

      await Promise.all([judge('same'), judge('same'), judge('different')])

      expect(await readRule(store.db, id)).toMatchObject({ confirmations: 2, refutations: 1 })
    })

    test('judging no rule is refused', async () => {
      await expect(inTransaction(store, (tx) => countJudgement(tx, NOBODY, 'same'))).rejects.toMatchObject({ code: 'rule.unknown' })
    })

    test('rules are searched by words, whatever their case, and a percent sign is a percent sign', async () => {
      const id = await save({ rule: 'Deny 100% of Elephants', incident: 77 })
      await save({ rule: 'Deny 100 elephants' })

      const search = async (words: string) => (await listRules(store.db, { limit: 10, words })).map((found) => found.id)
      expect(await search('elephants 100%')).toEqual([id])
      expect(await search('inc-77')).toEqual([id])
      expect(await search('elephants giraffes')).toEqual([])
    })

    test('rules are listed newest first', async () => {
      const first = await save()
      const second = await save()

      expect((await listRules(store.db, { limit: 2 })).map((found) => found.id)).toEqual([second, first])
    })
  })
}
