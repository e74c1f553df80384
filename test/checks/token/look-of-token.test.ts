import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { credentialOf } from '../../../src/checks/prober/identity/read-credential.ts'
import { lookOfToken } from '../../../src/checks/token/look-of-token.ts'
import { readToken } from '../../../src/checks/token/read-token.ts'

const part = (value: object) => btoa(JSON.stringify(value)).replace(/=+$/, '')
const jwt = `${part({ alg: 'RS256', kid: 'key-1' })}.${part({ sub: 'ann', scope: 'orders:read' })}.c2lnbmF0dXJl`
const claimed = (claims: object) => `${part({ alg: 'RS256' })}.${part(claims)}.c2lnbmF0dXJl`
const VARIABLE = `$${'{TOKEN}'}`

describe('what a bearer value looks like', () => {
  test.each([
    [jwt, 'jwt'],
    ['0123456789abcdef', 'opaque'],
    ['2YotnFZFEjr1zCsicMWpAA', 'opaque'],
    [`${part({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a2V5.aXY.Y2lwaGVy.dGFn`, 'jwe'],
    [claimed({ sub: 'ann', aud: 'web', at_hash: 'x' }), 'id-token'],
    [claimed({ token_use: 'id' }), 'id-token'],
    [claimed({ sub: 'ann', nonce: 'n', scope: 'orders:read' }), 'jwt'],
    [claimed({ typ: 'Refresh' }), 'refresh-token'],
    ['ghp_0123456789abcdefghijABCDEFGHIJ012345', 'api-key'],
    ['sr=orders&sig=abc&se=1000000000&skn=send', 'expiring-key'],
    [btoa('root:hunter2'), 'basic'],
    ['', 'empty'],
    [VARIABLE, 'placeholder'],
    ['$ACCESS_TOKEN', 'placeholder'],
    ['{{ token }}', 'placeholder'],
    ['<your token>', 'placeholder'],
    ['%TOKEN%', 'placeholder'],
    ['undefined', 'placeholder'],
    ['[object Object]', 'placeholder'],
    [`"${VARIABLE}"`, 'placeholder'],
    ['xxxx', 'placeholder'],
    [`"${jwt}"`, 'quoted'],
    [`'${jwt}`, 'quoted'],
    [`Bearer ${jwt}`, 'scheme-twice'],
    [`${jwt.slice(0, 30)}\n ${jwt.slice(30)}`, 'whitespace'],
    [encodeURIComponent(`${jwt}=`), 'percent-encoded'],
    [btoa(jwt), 'base64-wrapped'],
    [`{"access_token":"${jwt}","token_type":"Bearer"}`, 'json'],
    [jwt.split('.').slice(0, 2).join('.'), 'truncated'],
    [jwt.slice(0, 20), 'truncated'],
    ['eyJhbGciOiJIUzI1NiJ9.bm90IGpzb24.c2ln', 'garbage'],
    ['tök€n-of-another-alphabet', 'garbage'],
  ])('%s', (value, look) => {
    expect(lookOfToken(value).look).toBe(look)
  })

  test.each([['my-service-key-42'], ['token-number-1'], ['nullable-token'], ['undefined-behaviour'], ['YXNkZg'], ['a.b.c']])(
    '%s is taken for a token, though it resembles something else',
    (value) => {
      expect(lookOfToken(value).look).toBe('opaque')
    },
  )
})

describe('what is around a token is taken off to read it, and told', () => {
  test.each([
    [`Bearer "${jwt}"`, 'quoted'],
    [`Bearer Bearer ${jwt}`, 'scheme-twice'],
    [`bearer  Authorization: Bearer ${jwt}`, 'scheme-twice'],
    [`Bearer ${btoa(jwt)}`, 'base64-wrapped'],
    [`Bearer {"access_token": "${jwt}"}`, 'json'],
  ])('%s', (authorization, looksLike) => {
    expect(readToken(credentialOf({ authorization }))).toMatchObject({ format: 'jwt', malformed: true, looksLike, scopes: ['orders:read'] })
  })

  test('a scheme without a token is no token', () => {
    expect(readToken(credentialOf({ authorization: 'Bearer ' }))).toMatchObject({ format: 'none', looksLike: 'empty' })
  })

  test('a token without a scheme is read', () => {
    expect(readToken(credentialOf({ authorization: jwt }))).toMatchObject({ format: 'jwt', looksLike: 'no-scheme', malformed: false })
  })

  test('an encrypted token is no malformed one', () => {
    const jwe = `${part({ alg: 'dir', enc: 'A256GCM' })}..aXY.Y2lwaGVy.dGFn`

    expect(readToken(credentialOf({ authorization: `Bearer ${jwe}` }))).toMatchObject({ format: 'opaque', malformed: false })
  })

  test('a signed key tells its end', () => {
    expect(readToken(credentialOf({ authorization: 'Bearer st=1~exp=1000000000~acl=/*~hmac=ab' }))).toMatchObject({ exp: 1_000_000_000 })
  })

  test('a token that is bound to a key or a certificate says so', () => {
    const bound = (cnf: object) => readToken(credentialOf({ authorization: `Bearer ${new UnsecuredJWT({ cnf }).encode()}` })).boundTo

    expect(bound({ 'x5t#S256': 'thumb' })).toBe('certificate')
    expect(bound({ jkt: 'thumb' })).toBe('key')
  })
})
