import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LoopbackApp, serveApp, unsafeOf } from './loopback-app.ts'
import { forged, refusingApp, shopToken } from './refusing-apps.ts'
import { type Desk, openDesk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const app = (cause: string, rule?: string) => ({ layer: 'application', product: 'unknown', cause, ...(rule !== undefined && { rule }) })
const resourceServer = (cause: string, rule?: string) => ({ ...app(cause, rule), product: 'oauth2-resource-server' })
const concluded = (
  title: string,
  argv: readonly string[],
  denial: ReturnType<typeof app>,
  ends: string,
  verdict: WalkCase['verdict'] = 'denied',
): WalkCase => ({ title, argv, status: 'concluded', verdict, denial, ends })

const TOKEN = 'invalid-token'
const NOBODY = 'not-authenticated'
const GRANT = 'acl.md#grant-it-or-leave-it'

const CASES: WalkCase[] = [
  concluded('no token', ['/orders', '--as', 'anonymous'], app(TOKEN), 'token.md#not-authenticated', NOBODY),
  concluded('an expired token', ['/orders', '--as', 'expired'], resourceServer(TOKEN), 'token.md#expired', NOBODY),
  concluded('another audience', ['/orders', '--as', 'elsewhere'], resourceServer(TOKEN), 'token.md#for-another-audience', NOBODY),
  concluded('a wrong signature', ['/orders', '--as', 'forged'], resourceServer(TOKEN), 'token.md#the-signature-is-wrong', NOBODY),
  concluded('a token that is no JWT', ['/orders', '--as', 'opaque'], resourceServer(TOKEN), 'token.md#the-token-is-not-known', NOBODY),
  concluded('insufficient_scope', ['/orders', '--as', 'member'], resourceServer('api-scope', 'orders:read'), 'token.md#a-scope-is-missing'),
  concluded('a bare 403 for no token', ['/guard', '--as', 'anonymous'], app(TOKEN), 'token.md#not-authenticated'),
  concluded('a bare 403 for an expired token', ['/guard', '--as', 'expired'], app(TOKEN), 'token.md#expired'),
  concluded('a bare 403 for another audience', ['/guard', '--as', 'elsewhere'], app(TOKEN), 'token.md#for-another-audience'),
  concluded(
    'RBAC, told by a NestJS guard',
    ['/users', '--as', 'member'],
    { layer: 'application', product: 'nestjs', cause: 'insufficient-permissions' },
    GRANT,
  ),
  concluded(
    'problem+json',
    ['/refunds', '--as', 'member'],
    app('insufficient-permissions', 'https://shop.example/problems/missing-permission'),
    GRANT,
  ),
  concluded(
    'a colleague of the same role passes',
    ['/reports', '--as', 'member'],
    app('role-misassignment'),
    'acl.md#the-role-is-not-what-it-should-be',
  ),
  concluded('another tenant in the path', ['/tenants/globex/orders', '--as', 'member'], app('tenancy'), 'tenancy.md#the-wrong-tenant'),
  concluded(
    'another tenant in a header',
    ['/invoices', '--as', 'member', '-H', 'X-Tenant-Id: globex'],
    app('tenancy'),
    'tenancy.md#the-wrong-tenant',
  ),
  concluded('a feature flag', ['/export', '--as', 'member'], app('feature-gate', 'bulk-export'), 'feature-gate.md#switch-it-on'),
  concluded(
    'a 404 that is a refusal',
    ['/projects/nightfall', '--as', 'member'],
    app('insufficient-permissions'),
    'acl.md#a-refusal-in-disguise',
    'disguised',
  ),
  concluded('a trailing slash', ['/catalogue/', '--as', 'member'], app('method-or-path'), 'methods.md#the-exact-path-decides'),
  {
    title: 'everybody is refused, and nothing says why',
    argv: ['/closed', '--as', 'member'],
    status: 'needs-human',
    verdict: 'denied',
    denial: app('unknown'),
    ends: 'acl.md#everybody-is-refused',
  },
  {
    title: 'a method that Allow leaves out: nothing need be sent',
    argv: ['DELETE', '/stock', '--as', 'member'],
    status: 'concluded',
    verdict: 'allowed',
    denial: null,
    ends: 'methods.md#the-method-is-not-allowed',
  },
  {
    title: 'a POST that nobody approved',
    argv: ['POST', '/checkout', '--as', 'member'],
    status: 'needs-human',
    verdict: 'allowed',
    denial: null,
    ends: 'methods.md#send-it-for-real',
  },
  {
    ...concluded(
      'a scope for writing',
      ['POST', '/checkout', '--as', 'member', '--send-unsafe'],
      resourceServer('api-scope', 'orders:write'),
      'token.md#a-scope-is-missing',
    ),
    once: true,
  },
  {
    ...concluded(
      'a CSRF token that is missing',
      ['POST', '/form', '--as', 'browser', '--send-unsafe'],
      { ...app('session-state'), product: 'express-csrf' },
      'session.md#the-csrf-token-is-missing-or-old',
    ),
    once: true,
  },
  concluded('a session that ended', ['/form', '--as', 'stale'], app('session-state'), 'session.md#sign-in-again', NOBODY),
]

describe('Node apps that refuse by their own rules', () => {
  let served: LoopbackApp
  let desk: Desk

  beforeAll(async () => {
    served = await serveApp(refusingApp)
    const mia = { sub: 'mia', roles: ['member'], tenant: 'acme' }
    const good = await shopToken({ ...mia, scope: 'orders:read' })
    const secrets = {
      SHOP_MEMBER: await shopToken({ ...mia, scope: 'catalogue:read' }),
      SHOP_COLLEAGUE: await shopToken({
        sub: 'noor',
        roles: ['member'],
        groups: ['reports'],
        tenant: 'acme',
        scope: 'orders:read catalogue:read',
      }),
      SHOP_EXPIRED: await shopToken({ ...mia, scope: 'orders:read', exp: Date.now() / 1000 - 3_600 }),
      SHOP_ELSEWHERE: await shopToken({ ...mia, scope: 'orders:read', aud: 'billing-api' }),
      SHOP_FORGED: forged(good),
      SHOP_OPAQUE: 'a-key-of-another-system-4711',
      SHOP_ADMIN: await shopToken({ sub: 'ada', roles: ['admin'], tenant: 'globex', scope: 'orders:read orders:write' }),
      SHOP_SESSION: 'sid=live',
      SHOP_OLD_SESSION: 'sid=old',
    }
    desk = await openDesk(
      `targets:
  shop:
    urls: ["${served.origin}/"]
    privateNetwork: true
    owner: "@shop"
    budget: { perSecond: 500, burst: 500 }
    identities:
      member: { role: member, bearer: { env: SHOP_MEMBER } }
      colleague: { role: member, bearer: { env: SHOP_COLLEAGUE } }
      expired: { role: member, bearer: { env: SHOP_EXPIRED } }
      elsewhere: { role: member, bearer: { env: SHOP_ELSEWHERE } }
      forged: { role: member, bearer: { env: SHOP_FORGED } }
      opaque: { role: member, bearer: { env: SHOP_OPAQUE } }
      admin: { role: admin, bearer: { env: SHOP_ADMIN } }
  form:
    urls: ["${served.origin}/form"]
    privateNetwork: true
    owner: "@shop"
    budget: { perSecond: 500, burst: 500 }
    identities:
      browser: { role: member, cookie: { env: SHOP_SESSION } }
      stale: { role: member, cookie: { env: SHOP_OLD_SESSION } }
`,
      secrets,
    )
  })
  afterAll(async () => {
    await desk?.close()
    await served?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, served.origin, walk)
  })

  test.each(['first', 'second', 'third'])('what refuses every second time is told as such, the %s time', async () => {
    await fetch(`${served.origin}/unstable`)
    const { diagnosis } = await desk.diagnose(`${served.origin}/unstable`, '--as', 'member')

    expect(diagnosis).toMatchObject({ status: 'concluded', denial: { cause: 'acl-misconfigured' } })
    expect(diagnosis.path.at(-1)).toBe('http-403.md#it-comes-and-goes')
    expect(diagnosis.denial?.causes[0]?.confidence).toBeLessThan(0.8)
  })

  test('nothing unsafe was sent but what was approved', () => {
    expect(unsafeOf(served.seen)).toEqual(['POST /checkout', 'POST /form'])
  })
})
