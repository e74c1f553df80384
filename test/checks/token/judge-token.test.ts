import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { credentialOf } from '../../../src/checks/prober/identity/read-credential.ts'
import { judgeToken, type Measure } from '../../../src/checks/token/judge-token.ts'
import { readToken } from '../../../src/checks/token/read-token.ts'
import type { Exchange } from '../../../src/exchange.ts'

const NOW = new Date('2026-01-01T12:00:00Z')
const nowS = NOW.getTime() / 1000
const jwt = (claims: Record<string, unknown>) => readToken(credentialOf({ authorization: `Bearer ${new UnsecuredJWT(claims).encode()}` }))

const refusal = (headers: Record<string, string>, body = ''): Exchange => ({
  at: NOW.toISOString(),
  durationMs: 0,
  request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
  response: { status: 403, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])), body },
})

function judge(token: ReturnType<typeof readToken>, exchange: Exchange | undefined = undefined, more: Partial<Measure> = {}) {
  const request = { method: 'GET', url: 'https://api.test/orders', headers: {} }
  const left = { requiredScope: undefined, audience: undefined, issuer: undefined, clockSkewS: undefined }
  return judgeToken(token, { refusal: exchange, exchanges: exchange ? [exchange] : [], request, now: NOW, ...left, ...more })
}

describe('where the token is found and what it is', () => {
  const encoded = new UnsecuredJWT({ sub: 'ann' }).encode()

  test.each([
    [{ authorization: `Bearer ${encoded}` }, 'jwt', 'authorization'],
    [{ 'x-id-token': encoded }, 'jwt', 'x-id-token'],
    [{ cookie: `a=b; session=${encoded}` }, 'jwt', 'cookie session'],
    [{ authorization: 'Bearer 0123456789abcdef' }, 'opaque', 'authorization'],
    [{ authorization: 'Basic cm9vdDp4' }, 'none', undefined],
    [{}, 'none', undefined],
  ])('%o', (headers, format, where) => {
    expect(readToken(credentialOf(headers as Record<string, string>))).toMatchObject({ format, ...(where !== undefined && { where }) })
  })

  test('a JWT that cannot be read is malformed, not a crash', () => {
    const token = readToken(credentialOf({ authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.not-json.x' }))

    expect(judge(token)).toMatchObject({ format: 'opaque', present: true, problem: 'malformed' })
  })

  test('roles, groups and tenant are read from the claims of the usual issuers', () => {
    const token = jwt({
      realm_access: { roles: ['a'] },
      resource_access: { shop: { roles: ['b'] } },
      'https://shop.test/roles': ['c'],
      'cognito:groups': ['g'],
      scp: ['s1', 's2'],
      tid: 'acme',
      nested: { deep: 1 },
    })

    expect(token).toMatchObject({ roles: ['c', 'a', 'b'], groups: ['g'], scopes: ['s1', 's2'], tenant: 'acme' })
    expect(JSON.stringify(token)).not.toContain('eyJ')
  })
})

describe('times by the server’s clock', () => {
  test.each([
    [nowS + 60, 'Thu, 01 Jan 2026 12:00:00 GMT', false],
    [nowS - 60, 'Thu, 01 Jan 2026 12:00:00 GMT', true],
    [nowS + 60, 'Thu, 01 Jan 2026 12:05:00 GMT', true],
    [nowS - 60, 'Thu, 01 Jan 2026 11:55:00 GMT', false],
  ])('exp %d at %s', (exp, date, expired) => {
    expect(judge(jwt({ exp }), refusal({ date }))).toMatchObject({ expired, problem: expired ? 'expired' : 'none' })
  })

  test('a clock that differs is measured and told', () => {
    expect(judge(jwt({ nbf: nowS + 10 }), refusal({ date: 'Thu, 01 Jan 2026 11:55:00 GMT' }))).toMatchObject({
      clockSkewS: -299,
      clockSkewed: true,
      notYetValid: true,
      problem: 'not-yet-valid',
    })
  })
})

describe('what the refusal asks for', () => {
  test.each([
    [{ 'www-authenticate': 'Bearer error="insufficient_scope", scope="a b"' }, '', 'b'],
    [{}, '{"error":"insufficient_scope","required_scope":"b"}', 'b'],
    [{}, '{"required_scopes":["a","b"]}', 'b'],
    [{}, 'This action requires the scope "orders:write".', 'orders:write'],
    [{}, 'Missing scope: orders:write.', 'orders:write'],
    [{}, 'The "b" scope is needed', 'b'],
    [{ 'x-accepted-oauth-scopes': 'b, c' }, '', 'b c'],
    [{ 'x-accepted-oauth-scopes': 'a, c' }, '', undefined],
  ])('%o %s', (headers, body, missingScope) => {
    expect(judge(jwt({ scope: 'a' }), refusal(headers as Record<string, string>, body)).missingScope).toBe(missingScope)
  })

  test.each([
    [{ 'www-authenticate': 'Bearer error="invalid_token", error_description="Invalid audience"' }, '', 'audience'],
    [{}, '{"message":"token audience orders-api does not match"}', 'audience'],
    [{}, 'jwt issuer is unknown', 'issuer'],
    [{}, 'an audience with the king', 'none'],
  ])('%o %s', (headers, body, problem) => {
    expect(judge(jwt({ aud: 'x', iss: 'y' }), refusal(headers as Record<string, string>, body)).problem).toBe(problem)
  })

  test('what is expected by parameter goes before what the refusal says', () => {
    const token = jwt({ aud: ['orders'], iss: 'https://idp.test', scope: 'a' })

    expect(judge(token, undefined, { audience: 'orders', issuer: 'https://idp.test', requiredScope: 'a' }).problem).toBe('none')
    expect(judge(token, undefined, { audience: 'billing' }).problem).toBe('audience')
    expect(judge(token, undefined, { issuer: 'https://other.test' }).problem).toBe('issuer')
    expect(judge(token, undefined, { requiredScope: 'a b' })).toMatchObject({ problem: 'scope', missingScope: 'b' })
  })
})

describe('the tenant of the resource', () => {
  test.each([
    ['https://api.test/tenants/globex/orders', {}, true],
    ['https://api.test/orgs/ACME/orders', {}, false],
    ['https://api.test/orders?tenant=globex', {}, true],
    ['https://api.test/orders', { 'X-Tenant-Id': 'globex' }, true],
    ['https://api.test/orders', {}, false],
  ])('%s %o', (url, headers, tenantMismatch) => {
    const request = { method: 'GET', url, headers: headers as Record<string, string> }

    expect(judge(jwt({ tenant: 'acme' }), undefined, { request }).tenantMismatch).toBe(tenantMismatch)
  })
})
