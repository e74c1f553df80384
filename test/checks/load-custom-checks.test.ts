import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { loadCustomChecks } from '../../src/checks/load-custom-checks.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { defineCheck } from '../../src/index.ts'
import { fakeContext } from './fake-context.ts'

const gateway = defineCheck({
  name: 'gateway',
  summary: 'Asks our gateway.',
  input: z.strictObject({}),
  output: z.object({ ok: z.boolean() }),
  safety: 'safe',
  timeoutMs: 1_000,
  examples: [],
  run: async () => ({ ok: true }),
  line: () => 'Asked.',
})

let dir = ''
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'why403-'))
})
afterAll(() => rm(dir, { recursive: true }))

const load = (modules: Record<string, Record<string, unknown>>) =>
  loadCustomChecks(Object.keys(modules), { baseDir: dir, importModule: async (url) => modules[url.split('/').at(-1) ?? ''] ?? {} })

test('a module with one named check is loaded and stands beside our own', async () => {
  const checks = await load({ 'gateway.ts': { check: gateway } })

  expect(checks).toEqual([gateway])
  expect(catalogOf(checks).get('gateway')).toBe(gateway)
  expect(catalogOf(checks).has('request')).toBe(true)
})

test('a module that imports why403 by its name is loaded, and its examples hold', async () => {
  const [check] = await loadCustomChecks(['./gateway-check.ts'], { baseDir: join(import.meta.dirname, 'fixtures') })
  const example = check?.examples[0]

  expect(check?.name).toBe('gateway')
  expect(example && (await check.run({}, fakeContext(example)))).toMatchObject(example?.finding as object)
})

test('a module in TypeScript is imported from its path', async () => {
  await writeFile(join(dir, 'broken.ts'), 'export const check: string = "no check"\n')

  await expect(loadCustomChecks(['./broken.ts'], { baseDir: dir })).rejects.toThrow(/^checks: \.\/broken\.ts: the check does not fit/)
})

describe('what does not fit is told with its file', () => {
  test.each([
    ['no export', {}, /a\.ts: found the exports nothing, expected one named check/],
    ['another export', { default: gateway }, /found the exports default/],
    ['no run', { check: { ...gateway, run: undefined } }, /run: a function/],
    ['no schema', { check: { ...gateway, input: {} } }, /input: a zod schema/],
    ['a name that no condition can name', { check: { ...gateway, name: 'our-gateway' } }, /name: a name of letters/],
    ['a name of ours', { check: { ...gateway, name: 'request' } }, /found the name request/],
  ])('%s', async (_, module, message) => {
    await expect(load({ 'a.ts': module })).rejects.toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringMatching(message) }),
    )
  })

  test('all of them at once, and a name taken twice', async () => {
    const failing = load({ 'a.ts': { check: gateway }, 'b.ts': { check: gateway }, 'c.ts': {} })

    await expect(failing).rejects.toThrow(/c\.ts[\s\S]*gateway is taken by two modules/)
  })

  test('a module that is not there', async () => {
    await expect(loadCustomChecks(['./none.ts'], { baseDir: dir })).rejects.toThrow(/none\.ts: the module cannot be loaded/)
  })
})
