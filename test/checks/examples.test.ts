import { describe, expect, test } from 'vitest'
import { catalogOf } from '../../src/checks/registry.ts'
import { fakeContext } from './fake-context.ts'

describe.each([...catalogOf().values()])('$name', (check) => {
  test('is named as a condition can name it, and has examples', () => {
    expect(check.name).toMatch(/^[a-z][A-Za-z0-9_]*$/)
    expect(check.examples.length).toBeGreaterThan(0)
  })

  test.each(check.examples)('$name', async (example) => {
    const found = await check.run(check.input.parse(example.input), fakeContext(example))

    expect(check.output.parse(found)).toMatchObject(example.finding as object)
    expect(check.line(found)).toMatch(/^[A-Z].*\.$/s)
  })

  test('refuses a parameter that it does not know', () => {
    expect(check.input.safeParse({ nonsense: 1 }).success).toBe(false)
  })
})
