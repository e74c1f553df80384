import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { featuresOf, searchFeatures } from '../../src/rules/features.ts'
import { gradeRule } from '../../src/rules/grade-rule.ts'
import { rankRules } from '../../src/rules/rank-rules.ts'
import { routePattern } from '../../src/rules/route-pattern.ts'
import type { Traits } from '../../src/rules/traits.ts'

const TRAITS: Traits = {
  layer: 'waf',
  product: 'modsecurity',
  cause: 'waf-rule',
  rule: '949110',
  target: 'orders',
  route: '/orders/:id',
  method: 'POST',
  identityClass: 'member',
}
const gradeOf = (filed: Partial<Traits>, seen: Partial<Traits> = {}) =>
  gradeRule({ features: featuresOf({ ...TRAITS, ...filed }) }, featuresOf({ ...TRAITS, ...seen })).grade

describe('route pattern', () => {
  test.each([
    ['https://api.test/orders/42', '/orders/:id'],
    ['https://api.test/orders/7f9c2ba4-1d2e-4f3a-9b8c-0123456789ab/lines?x=1', '/orders/:id/lines'],
    ['https://api.test/files/0123456789abcdef0123', '/files/:id'],
    ['https://api.test/faceless/deadbeef', '/faceless/deadbeef'],
    ['https://api.test/orders/', '/orders/'],
    ['https://api.test', '/'],
    ['no url', '/'],
  ])('%s is of route %s', (url, route) => {
    expect(routePattern(url)).toBe(route)
  })

  test('two ids of one route look the same', () => {
    fc.assert(
      fc.property(fc.nat(), fc.uuid(), (number, uuid) => {
        expect(routePattern(`https://a.test/x/${number}/y`)).toBe(routePattern(`https://a.test/x/${uuid}/y`))
      }),
    )
  })
})

describe('grade', () => {
  test('everything the same is exact; method and role do not matter', () => {
    expect(gradeOf({})).toBe('exact')
    expect(gradeOf({}, { method: 'GET', identityClass: 'admin' })).toBe('exact')
    expect(gradeOf({ rule: '' }, { rule: '' })).toBe('exact')
  })

  test.each(['layer', 'product', 'cause', 'rule', 'target', 'route'] as const)('all but the %s is likely', (trait) => {
    expect(gradeOf({ [trait]: trait === 'layer' ? 'cdn' : trait === 'cause' ? 'tenancy' : 'other' })).toBe('likely')
  })

  test('without a named rule in common, another route is no more than possible', () => {
    expect(gradeOf({ rule: '' }, { rule: '', route: '/other' })).toBe('possible')
    expect(gradeOf({ rule: '' }, { rule: '', product: 'other' })).toBe('likely')
  })

  test('all but two is possible, less is nothing', () => {
    expect(gradeOf({ target: 'x', route: '/y' })).toBe('possible')
    expect(gradeOf({ target: 'x', route: '/y', product: 'z' })).toBe('none')
  })

  test('a rule that only one side names is no match of rules', () => {
    expect(gradeOf({ rule: '' })).toBe('likely')
    expect(gradeOf({}, { rule: '' })).toBe('likely')
  })

  test('equal ignorance is no likeness', () => {
    const unknown = { layer: 'unknown', product: 'unknown', rule: '' } as const

    expect(gradeOf({ ...unknown, cause: 'tenancy' }, { ...unknown, cause: 'api-scope' })).toBe('none')
  })

  test('what matched is shown, look-up keys are not', () => {
    const { shared } = gradeRule({ features: featuresOf(TRAITS) }, featuresOf({ ...TRAITS, route: '/other' }))

    expect(shared).toEqual([
      'layer:waf',
      'product:modsecurity',
      'rule:949110',
      'target:orders',
      'cause:waf-rule',
      'method:POST',
      'identityClass:member',
    ])
  })
})

test('whatever is exact or likely shares a look-up key', () => {
  const word = fc.constantFrom('a', 'b')
  const traits = fc.record({
    ...TRAITS_OF(word),
    layer: fc.constantFrom('waf', 'cdn'),
    cause: fc.constantFrom('waf-rule', 'tenancy'),
  }) as fc.Arbitrary<Traits>
  fc.assert(
    fc.property(traits, traits, (filed, seen) => {
      const { grade } = gradeRule({ features: featuresOf(filed) }, featuresOf(seen))
      fc.pre(grade === 'exact' || grade === 'likely')

      expect(searchFeatures(filed).some((key) => searchFeatures(seen).includes(key))).toBe(true)
    }),
  )
})

function TRAITS_OF(word: fc.Arbitrary<string>) {
  return { product: word, rule: fc.constantFrom('', 'r', 's'), target: word, route: word, method: word, identityClass: word }
}

describe('rank', () => {
  const rule = (id: string, more: Partial<Traits> = {}, counts = { confirmations: 0, refutations: 0 }) => ({
    id,
    number: Number(id),
    features: featuresOf({ ...TRAITS, ...more }),
    ...counts,
  })
  const rank = (rules: ReturnType<typeof rule>[], refuted: string[] = []) =>
    rankRules(rules, { features: featuresOf(TRAITS), refuted: new Set(refuted) }).map((ranked) => `${ranked.rule.id} ${ranked.grade}`)

  test('exact comes before likely, then what people confirmed, then the newest', () => {
    const rules = [
      rule('1'),
      rule('2'),
      rule('3', { target: 'x' }, { confirmations: 9, refutations: 0 }),
      rule('4', {}, { confirmations: 1, refutations: 0 }),
    ]

    expect(rank(rules)).toEqual(['4 exact', '2 exact', '1 exact'])
  })

  test('a rule that people refuted here is not told again, and nothing fits is an answer', () => {
    expect(rank([rule('1')], ['1'])).toEqual([])
    expect(rank([rule('1', { target: 'x', route: 'y' })])).toEqual([])
  })
})
