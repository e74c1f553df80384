import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ddmin } from '../../../src/checks/minimize/ddmin.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Answers by `passes`, the first `budget` sets only. */
function asker(passes: (set: readonly number[]) => boolean, budget = Number.POSITIVE_INFINITY) {
  const asked: (readonly number[])[] = []
  const ask = async (sets: readonly (readonly number[])[]) =>
    sets.map((set) => {
      if (asked.length >= budget) return undefined
      asked.push(set)
      return passes(set)
    })
  return { ask, asked }
}

const world = fc.integer({ min: 1, max: 24 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    needed: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: count - 1 }), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
)

/** Passes when one of the groups is in the set as a whole: whatever is added to a set that passes, it still passes. */
const hasGroup = (groups: readonly (readonly number[])[]) => (set: readonly number[]) =>
  groups.some((group) => group.every((one) => set.includes(one)))

describe('the smallest set of changes', () => {
  test('is one of which each change is needed, whatever is needed', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ count, needed }) => {
        const passes = hasGroup(needed)
        const { changes, complete } = await ddmin(numbers(count), asker(passes).ask)

        expect(complete && passes(changes)).toBe(true)
        for (const one of changes) expect(passes(changes.filter((other) => other !== one))).toBe(false)
      }),
    )
  })

  test('passes also where the asking ends early, and says so only then', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.integer({ min: 0, max: 12 }), async ({ count, needed }, budget) => {
        const passes = hasGroup(needed)
        const { ask, asked } = asker(passes, budget)
        const { changes, complete } = await ddmin(numbers(count), ask)

        expect(passes(changes)).toBe(true)
        expect(asked.length).toBeLessThanOrEqual(budget)
        if (complete) for (const one of changes) expect(passes(changes.filter((other) => other !== one))).toBe(false)
      }),
    )
  })

  test('keeps what passes where removing more breaks it: each change is needed all the same', async () => {
    await fc.assert(
      fc.asyncProperty(world, fc.func(fc.boolean()), async ({ count }, answer) => {
        const all = numbers(count)
        const passes = (set: readonly number[]) => set.length === count || (set.length > 0 && answer(set.join()))
        const { changes } = await ddmin(all, asker(passes).ask)

        expect(passes(changes)).toBe(true)
        if (changes.length > 1) for (const one of changes) expect(passes(changes.filter((other) => other !== one))).toBe(false)
      }),
    )
  })

  test('takes twice the logarithm of questions where one change decides', async () => {
    for (const guilty of numbers(16)) {
      const { ask, asked } = asker((set) => set.includes(guilty))

      expect(await ddmin(numbers(16), ask)).toEqual({ changes: [guilty], complete: true })
      expect(asked.length).toBeLessThanOrEqual(8)
    }
  })

  test('is the only change, without a question', async () => {
    const { ask, asked } = asker(() => true)

    expect(await ddmin([7], ask)).toEqual({ changes: [7], complete: true })
    expect(asked).toEqual([])
  })
})
