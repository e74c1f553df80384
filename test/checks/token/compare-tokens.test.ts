import { expect, test } from 'vitest'
import { compareTokens } from '../../../src/checks/token/compare-tokens.ts'
import type { TokenFacts } from '../../../src/checks/token/read-token.ts'

const token = (facts: Partial<TokenFacts> = {}): TokenFacts => ({
  format: 'jwt',
  malformed: false,
  unsigned: false,
  algorithm: 'RS256',
  keyId: 'k1',
  issuer: 'https://id.test',
  audience: ['api'],
  scopes: ['orders:read'],
  roles: [],
  groups: [],
  claims: ['iss', 'aud', 'scope'],
  ...facts,
})
const differsIn = (mine: TokenFacts, other: TokenFacts) => compareTokens(mine, other, ['mia', 'noor']).differsIn

test('two tokens of one issuer that another key or another algorithm signed differ in their key', () => {
  expect(differsIn(token({ keyId: 'k0' }), token())).toEqual(['key'])
  expect(differsIn(token({ algorithm: 'HS256' }), token())).toEqual(['key'])
  expect(compareTokens(token({ keyId: 'k0' }), token(), ['mia', 'noor']).differs).toEqual([
    'key: mia has RS256 and the key k0, noor has RS256 and the key k1.',
  ])
})

test('another issuer has other keys, so that the issuer alone is told', () => {
  expect(differsIn(token({ issuer: 'https://staging.test', keyId: 's1' }), token())).toEqual(['issuer'])
})

test('an opaque token has no key that could differ', () => {
  expect(differsIn(token({ format: 'opaque' }), token())).toEqual(['kind'])
})
