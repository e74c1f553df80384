import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { unsafeOf } from './loopback-app.ts'
import { type OidcWorld, openOidcWorld } from './oidc-world.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const app = (cause: string, rule?: string) => ({ layer: 'application', product: 'unknown', cause, ...(rule !== undefined && { rule }) })
const byTheBook = (cause: string, rule?: string) => ({ ...app(cause, rule), product: 'oauth2-resource-server' })

const TOKEN = 'invalid-token'
const AUDIENCE = 'token.md#for-another-audience'
const EXPIRED = 'token.md#expired'
const EARLY = 'token.md#not-valid-yet'
const TENANT = 'tenancy.md#the-wrong-tenant'

/** A 401 that names its reason by RFC 6750. */
const told = (title: string, as: string, ends: string): WalkCase => ({
  title: `401, ${title}`,
  argv: ['/strict/orders', '--as', as],
  status: 'concluded',
  verdict: 'not-authenticated',
  denial: byTheBook(TOKEN),
  ends,
})
const refused = (title: string, argv: readonly string[], denial: ReturnType<typeof app>, ends: string): WalkCase => ({
  title,
  argv,
  status: 'concluded',
  verdict: 'denied',
  denial,
  ends,
})
/** A 403 that says nothing, whatever is wrong. */
const bare = (title: string, as: string, ends: string): WalkCase =>
  refused(`a bare 403, ${title}`, ['/plain/orders', '--as', as], app(TOKEN), ends)

const CASES: WalkCase[] = [
  refused(
    'a scope is missing, and the challenge names it',
    ['/strict/orders', '--as', 'writer'],
    byTheBook('api-scope', 'orders:read'),
    'token.md#a-scope-is-missing',
  ),
  told('another audience', 'billing', AUDIENCE),
  told('expired', 'expired', EXPIRED),
  told('not valid yet', 'early', EARLY),
  told('signed with a key that nobody publishes', 'stranger', 'token.md#the-signature-is-wrong'),
  {
    title: '401, no token at all',
    argv: ['/strict/orders', '--as', 'anonymous'],
    status: 'concluded',
    verdict: 'not-authenticated',
    denial: app(TOKEN),
    ends: 'token.md#not-authenticated',
  },
  bare('another audience', 'billing', AUDIENCE),
  bare('another issuer', 'staging', 'token.md#from-another-issuer'),
  bare('expired', 'expired', EXPIRED),
  bare('not valid yet', 'early', EARLY),
  bare('no token at all', 'anonymous', 'token.md#not-authenticated'),
  refused('a role is missing', ['/plain/reports', '--as', 'member'], app('insufficient-permissions'), 'acl.md#grant-it-or-leave-it'),
  refused('the tenant in the path is another, and is told', ['/strict/tenants/globex/orders', '--as', 'member'], app('tenancy'), TENANT),
  refused('the tenant in the path is another', ['/plain/tenants/globex/orders', '--as', 'member'], app('tenancy'), TENANT),
  {
    title: 'a good token passes',
    argv: ['/strict/orders', '--as', 'member'],
    status: 'not-reproduced',
    verdict: 'allowed',
    denial: null,
    ends: 'http-403.md#not-reproduced',
  },
]

describe('an API with tokens of oidc-provider', () => {
  let world: OidcWorld

  beforeAll(async () => {
    world = await openOidcWorld()
  })
  afterAll(() => world?.close())

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(world.desk, world.api.origin, walk)
  })

  test('the API was read alone', () => {
    expect(unsafeOf(world.api.seen)).toEqual([])
  })
})
