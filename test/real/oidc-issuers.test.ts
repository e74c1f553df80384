import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OidcWorld, openOidcWorld } from './oidc-world.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const AUDIENCE = 'https://orders.shop.example'
const app = (cause: string, rule?: string) => ({ layer: 'application', product: 'unknown', cause, ...(rule !== undefined && { rule }) })
const byTheBook = (cause: string, rule?: string) => ({ ...app(cause, rule), product: 'oauth2-resource-server' })
const concluded = (
  title: string,
  argv: readonly string[],
  denial: ReturnType<typeof app>,
  ends: string,
  verdict: WalkCase['verdict'] = 'denied',
): WalkCase => ({ title, argv, status: 'concluded', verdict, denial, ends })

const TOKEN = 'invalid-token'
const ISSUER = 'token.md#from-another-issuer'

/** What only the issuer's keys, its introspection endpoint or a fresh token of it can tell. */
const CASES: WalkCase[] = [
  concluded('a 401 for another issuer', ['/strict/orders', '--as', 'staging'], byTheBook(TOKEN), ISSUER, 'not-authenticated'),
  concluded('a bare 403 for another issuer', ['/plain/orders', '--as', 'staging'], app(TOKEN), ISSUER),
  concluded(
    'a bare 403 for a signature by a key that is not published',
    ['/plain/orders', '--as', 'stranger'],
    app(TOKEN),
    'token.md#the-signature-is-wrong',
  ),
  concluded(
    'a 401 invalid_token for a good token without the role',
    ['/strict/reports', '--as', 'member'],
    byTheBook('insufficient-permissions', 'manager'),
    'acl.md#grant-it-or-leave-it',
    'not-authenticated',
  ),
  concluded('a revoked opaque token', ['/opaque/orders', '--as', 'revoked'], app(TOKEN), 'token.md#the-token-is-not-known'),
  concluded(
    'an active opaque token of another scope',
    ['/opaque/orders', '--as', 'narrow'],
    app('api-scope'),
    'token.md#a-scope-is-missing',
  ),
  concluded(
    'a token by client credentials that lacks the scope',
    ['/strict/orders', '--as', 'job'],
    byTheBook('api-scope', 'orders:read'),
    'token.md#a-scope-is-missing',
  ),
  {
    title: 'a token by a refresh token passes',
    argv: ['/strict/orders', '--as', 'renewed'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    ends: 'http-403.md#not-reproduced',
  },
]

describe('an API whose issuer is listed', () => {
  let world: OidcWorld

  beforeAll(async () => {
    world = await openOidcWorld({
      settings: ({ issuer, introspectionUrl }) => [
        `issuers: [{ issuer: "${issuer}", audience: "${AUDIENCE}", introspection: { url: "${introspectionUrl}", clientId: orders-api, clientSecret: { env: OIDC_SECRET } } }]`,
      ],
      identities: ({ tokenUrl }) => ({
        job: `role: member, oauth2: { tokenUrl: "${tokenUrl}", clientId: mia-app, clientSecret: { env: OIDC_SECRET }, scope: "orders:write", resource: "${AUDIENCE}" }`,
        renewed: `role: member, oauth2: { tokenUrl: "${tokenUrl}", clientId: mia-app, clientSecret: { env: OIDC_SECRET }, refreshToken: { env: REFRESH }, resource: "${AUDIENCE}" }`,
      }),
    })
  })
  afterAll(() => world?.close())

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(world.desk, world.api.origin, walk)
  })

  test('no token stands in what was told', async () => {
    const { out } = await world.desk.diagnose(`${world.api.origin}/opaque/orders`, '--as', 'revoked')

    expect(out).not.toContain(world.desk.env.REVOKED)
    expect(out).not.toContain(world.desk.env.OIDC_SECRET)
  })
})
