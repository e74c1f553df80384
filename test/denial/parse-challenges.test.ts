import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseChallenges } from '../../src/denial/answer/parse-challenges.ts'

test('a scheme alone is a challenge without parameters', () => {
  expect(parseChallenges('Negotiate')).toEqual([{ scheme: 'negotiate', params: {} }])
})

test('parameters are read quoted and bare, names without case, in any spacing', () => {
  expect(parseChallenges('Bearer Realm = "orders" ,error=invalid_token')).toEqual([
    { scheme: 'bearer', params: { realm: 'orders', error: 'invalid_token' } },
  ])
})

test('several challenges stand in one field, as the example of RFC 9110 section 11.6.1', () => {
  expect(parseChallenges('Basic realm="simple", Newauth realm="apps", type=1, title="Login to \\"apps\\""')).toEqual([
    { scheme: 'basic', params: { realm: 'simple' } },
    { scheme: 'newauth', params: { realm: 'apps', type: '1', title: 'Login to "apps"' } },
  ])
})

test('a comma or an equals sign inside quotes parts nothing', () => {
  expect(parseChallenges('Bearer scope="a,b=c, Basic", Basic realm="x"')).toEqual([
    { scheme: 'bearer', params: { scope: 'a,b=c, Basic' } },
    { scheme: 'basic', params: { realm: 'x' } },
  ])
})

test('token68 belongs to its scheme, with its padding', () => {
  expect(parseChallenges('Negotiate oRQwEqADCgEB==, Basic realm="x"')).toEqual([
    { scheme: 'negotiate', token68: 'oRQwEqADCgEB==', params: {} },
    { scheme: 'basic', params: { realm: 'x' } },
  ])
})

test('a quoted pair stands for the character after the backslash', () => {
  expect(parseChallenges('Basic realm="back\\\\slash \\"quoted\\""')[0]?.params.realm).toBe('back\\slash "quoted"')
})

test('empty list members are passed over', () => {
  expect(parseChallenges(', ,Basic realm="a",, , Bearer').map(({ scheme }) => scheme)).toEqual(['basic', 'bearer'])
})

test('of a parameter that comes twice, the first counts', () => {
  expect(parseChallenges('Bearer error="a", error="b"')[0]?.params.error).toBe('a')
})

test('a quote that is never closed ends with the value', () => {
  expect(parseChallenges('Basic realm="half')).toEqual([{ scheme: 'basic', params: { realm: 'half' } }])
})

test('junk between challenges is skipped and loses none of them', () => {
  expect(parseChallenges('"?/()", Basic realm="x", @@@, Bearer error="y"')).toEqual([
    { scheme: 'basic', params: { realm: 'x' } },
    { scheme: 'bearer', params: { error: 'y' } },
  ])
})

test('a parameter called __proto__ is a parameter like any other', () => {
  const [challenge] = parseChallenges('Bearer __proto__="x"')

  expect(Object.keys(challenge?.params ?? {})).toEqual(['__proto__'])
})

test('never throws, whatever the value', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => Array.isArray(parseChallenges(value))))
  fc.assert(fc.property(fc.stringMatching(/^[Bb", =\\a]*$/), (value) => Array.isArray(parseChallenges(value))))
})

test('what is written by the grammar is read back', () => {
  const token = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/)
  const params = fc.dictionary(token, fc.string({ unit: 'grapheme-ascii', maxLength: 20 }), { minKeys: 1, maxKeys: 4 })
  const list = fc.array(fc.record({ scheme: token, params }), { minLength: 1, maxLength: 4 })

  fc.assert(
    fc.property(list, (challenges) => {
      const print = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`
      const fields = challenges.map(({ scheme, params: given }) => {
        const written = Object.entries(given).map(([name, value]) => `${name}=${print(value)}`)
        return `${scheme} ${written.join(', ')}`
      })
      const read = parseChallenges(fields.join(', ')).map(({ scheme, params: found }) => ({ scheme, params: Object.entries(found) }))

      expect(read).toEqual(challenges.map(({ scheme, params: given }) => ({ scheme, params: Object.entries(given) })))
    }),
  )
})
