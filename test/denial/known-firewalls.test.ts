import { expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import { createSignatureFinder } from '../../src/denial/matching/signature-finder.ts'
import type { Example } from '../../src/denial/signature.ts'
import { knownFirewalls } from '../../src/denial/signature-forms/known-firewalls.ts'
import { exchangeOf } from './exchange-of.ts'

const WALL = knownFirewalls([
  {
    product: 'wall',
    name: 'The wall',
    source: 'https://wall.example/docs',
    page: { any: [{ body: 'the wall' }], success: [{ body: 'stopped by the wall' }], example: { body: '<p>Stopped by the wall</p>' } },
    mark: { any: [{ header: 'x-wall' }], example: { headers: { 'x-wall': '1' } } },
  },
])
const read = (example: Example) => identify([exchangeOf(example)], createSignatureFinder(WALL))

test('a page of a firewall is its refusal, under a success only if it says so', () => {
  expect(read({ status: 403, body: '<p>The wall</p>' })).toMatchObject({ product: 'wall', layer: 'waf', cause: 'waf-rule' })
  expect(read({ status: 200, body: '<p>Stopped by the wall</p>' })).toMatchObject({ product: 'wall', verdict: 'denied' })
  expect(read({ status: 200, body: '<p>The wall</p>' })).toMatchObject({ product: 'unknown', verdict: 'allowed' })
})

test('a mark makes a refusal without another author probably its own, and less surely than a page', () => {
  const marked = read({ status: 403, headers: { 'x-wall': '1' } })

  expect(marked).toMatchObject({ product: 'wall', layer: 'waf' })
  expect(marked.confidence).toBeLessThan(read({ status: 403, body: 'stopped by the wall' }).confidence)
})

test('a mark proves nothing on an answer that passed or that a program wrote', () => {
  expect(read({ status: 200, headers: { 'x-wall': '1' } }).product).toBe('unknown')
  expect(read({ status: 403, headers: { 'x-wall': '1', 'content-type': 'application/json' }, body: '{}' }).product).toBe('unknown')
  expect(read({ status: 403, headers: { 'x-wall': '1', 'x-powered-by': 'PHP/8.3' } }).product).toBe('unknown')
})
