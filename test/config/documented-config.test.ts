import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { configLanguage } from '../../src/checks/sources/config-language.ts'
import { renderJson } from '../../src/checks/sources/render-json.ts'
import { FileConfig } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { compileCel } from '../../src/expression/compile-cel.ts'

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')

/** Every ```yaml block of a page, named by its page and line. */
function yamlBlocks(page: string): { name: string; yaml: string }[] {
  const text = read(page)
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(({ index, 1: yaml = '' }) => ({
    name: `${page}:${text.slice(0, index).split('\n').length}`,
    yaml,
  }))
}

const blocks = ['README.md', 'docs/configuration.md'].flatMap(yamlBlocks)
const load = (yaml: string) => loadConfig({ env: {}, readFile: () => yaml, language: configLanguage })

/** All that any configured template may see. */
const SCOPE = {
  incident: { method: 'GET', url: 'https://a.test/x/7', scheme: 'https', host: 'a.test', path: '/x/7', segments: ['x', '7'], query: {} },
  request: { method: 'GET', headers: {}, body: {} },
  subject: 'member',
  identity: { name: 'member', role: 'member', kind: 'bearer', attributes: { user: 'mia', account: '7', plan: 'pro', role: 'orders' } },
  token: { present: true, sub: 'mia', tenant: 'aurora', scopes: [], roles: ['member'], groups: ['staff'], claims: {} },
  target: { name: 'orders', owner: '@team-orders' },
  search: { from: 'f', to: 't', fromMs: 1, toMs: 2, fromSeconds: 1, toSeconds: 2, traceId: 'abc', ids: ['abc'], agent: '(+INC-1)' },
  since: '2026-01-01T00:00:00Z',
}

const CEL_KEYS = new Set(['allow', 'rule', 'reason', 'lines', 'items', 'at', 'what', 'who', 'link', 'on'])

/** Texts of a configuration that are CEL as they stand. */
function celIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) => (CEL_KEYS.has(key) && typeof inner === 'string' ? [inner] : celIn(inner)))
}

test('the pages show what is configured', () => {
  expect(blocks.filter(({ name }) => name.startsWith('README')).length).toBeGreaterThan(0)
  expect(blocks.length).toBeGreaterThan(10)
})

describe.each(blocks)('$name', ({ yaml }) => {
  test('loads', () => {
    expect(() => load(yaml)).not.toThrow()
  })

  test('has templates that give values, and CEL that is CEL', () => {
    const { targets } = load(yaml)
    const sources = Object.values(targets).map(({ logs, policy, flags, changes }) => ({ logs, policy, flags, changes }))

    expect(renderJson(sources, SCOPE).missing).toEqual([])
    expect(celIn(sources).filter((cel) => 'error' in compileCel(cel))).toEqual([])
  })
})

/** Every key that a schema knows, at any depth. */
function keysIn(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'properties' in schema ? Object.keys(schema.properties as object) : []
  return [...own, ...Object.values(schema).flatMap(keysIn)]
}

test('docs/configuration.md tells of every key', () => {
  const page = read('docs/configuration.md')
  const keys = new Set(keysIn(z.toJSONSchema(FileConfig, { io: 'input', unrepresentable: 'any' })))

  expect(keys.size).toBeGreaterThan(100)
  expect([...keys].filter((key) => !page.includes(`\`${key}\``) && !new RegExp(`\\b${key}:`).test(page))).toEqual([])
})
