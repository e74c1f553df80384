import { UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import type { Check } from '../../../src/checks/check.ts'
import { sourceScope } from '../../../src/checks/sources/source-scope.ts'
import { Why403Error } from '../../../src/errors.ts'
import { fakeContext } from '../fake-context.ts'

type Example = Partial<Check['examples'][number]>

function scopeOf(example: Example, as?: string) {
  const identities = [
    { name: 'member', role: 'member', kind: 'bearer' as const, attributes: { tenant: 'acme' } },
    { name: 'admin', role: 'admin', kind: 'bearer' as const },
  ]
  return sourceScope(fakeContext({ name: '', input: {}, finding: {}, subject: 'member', identities, ...example }), as)
}

describe('what templates of sources see', () => {
  test('is the request in its parts', async () => {
    const request = {
      method: 'post',
      url: 'https://api.test:8443/orders/a%20b/?page=2&tag=x',
      headers: { 'X-Tenant': 'acme', Cookie: 'sid=canary', 'X-Api-Key': 'canary', Authorization: 'Bearer canary' },
      body: '{"amount":5}',
    }
    const scope = await scopeOf({ request })

    expect(scope.incident).toEqual({
      method: 'POST',
      url: request.url,
      scheme: 'https',
      host: 'api.test:8443',
      path: '/orders/a b/',
      segments: ['orders', 'a b'],
      query: { page: '2', tag: 'x' },
    })
    expect(scope.request).toEqual({ method: 'POST', headers: { 'x-tenant': 'acme' }, body: { amount: 5 } })
    expect(scope.target).toEqual({ name: 'api', owner: '@team' })
    expect(JSON.stringify(scope)).not.toContain('canary')
  })

  test('is the identity with its attributes, the subject unless said otherwise', async () => {
    expect(await scopeOf({})).toMatchObject({
      subject: 'member',
      identity: { name: 'member', role: 'member', attributes: { tenant: 'acme' } },
    })
    expect(await scopeOf({}, 'admin')).toMatchObject({ subject: 'member', identity: { name: 'admin', role: 'admin', attributes: {} } })
  })

  test('is the token’s claims by one name each, and never the token', async () => {
    const bearer = new UnsecuredJWT({
      iss: 'https://idp.test',
      sub: 'ann',
      aud: 'orders',
      scp: ['read', 'write'],
      realm_access: { roles: ['clerk'] },
      'cognito:groups': ['eu'],
      tid: 'acme',
      session_id: 'canary',
      plan: { tier: 'gold' },
    }).encode()
    const scope = await scopeOf({ credentials: { member: { bearer } } })

    expect(scope.token).toMatchObject({
      present: true,
      iss: 'https://idp.test',
      sub: 'ann',
      aud: ['orders'],
      scopes: ['read', 'write'],
      roles: ['clerk'],
      groups: ['eu'],
      tenant: 'acme',
      claims: { plan: { tier: 'gold' } },
    })
    expect(JSON.stringify(scope)).not.toContain('canary')
    expect(JSON.stringify(scope)).not.toContain(bearer.split('.')[1])
  })

  test('is read from a cookie that carries a JWT, too', async () => {
    const sid = new UnsecuredJWT({ sub: 'ann' }).encode()

    expect((await scopeOf({ credentials: { member: { cookies: { sid }, headers: { cookie: `sid=${sid}` } } } })).token).toMatchObject({
      present: true,
      sub: 'ann',
      claims: { sub: 'ann' },
    })
  })

  test('of an opaque token is that there is one, of a missing secret that there is none', async () => {
    expect((await scopeOf({ credentials: { member: { bearer: 'opaque' } } })).token).toEqual({ present: true, claims: {} })
    const context = fakeContext({ name: '', input: {}, finding: {}, subject: 'anonymous' })
    const failing = { ...context, credential: () => Promise.reject(new Why403Error('secret.missing', 'none')) }

    expect((await sourceScope(failing)).token).toEqual({ present: false, claims: {} })
  })
})
