import { afterAll, beforeAll, describe, test } from 'vitest'
import { casbinApp, hapiApp, nestApp } from './guarded-apps.ts'
import { type ServedApp, serveHttp } from './serve-http.ts'
import { BEARER_SECRETS, BEARERS, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const GRANT = 'acl.md#grant-it-or-leave-it'
const denial = (product: string, cause: string) => ({ layer: 'application', product, cause })
const refused = (title: string, path: string, told: ReturnType<typeof denial>, ends: string): WalkCase => ({
  title,
  argv: [path, '--as', 'member'],
  status: 'concluded',
  verdict: 'denied',
  denial: told,
  ends,
})

type Guarded = { title: string; serve(): Promise<ServedApp>; cases: readonly WalkCase[] }

const APPS: Guarded[] = [
  {
    title: 'NestJS',
    serve: async () => serveHttp(await nestApp()),
    cases: [refused('a RolesGuard that wants an admin', '/users', denial('nestjs', 'insufficient-permissions'), GRANT)],
  },
  {
    title: 'hapi',
    serve: async () => serveHttp(await hapiApp()),
    cases: [refused("a scope of the route's own", '/refunds', denial('hapi', 'api-scope'), 'token.md#a-scope-is-missing')],
  },
  {
    title: 'casbin, without its files at hand',
    serve: async () => serveHttp(await casbinApp()),
    cases: [
      refused('a path that only admins have', '/admin/keys', denial('express', 'insufficient-permissions'), GRANT),
      refused(
        'a path that a colleague has by another role',
        '/refunds',
        denial('express', 'role-misassignment'),
        'acl.md#the-role-is-not-what-it-should-be',
      ),
      {
        title: 'a path that the policy gives',
        argv: ['/orders', '--as', 'member'],
        status: 'not-reproduced',
        verdict: 'allowed',
        denial: null,
        ends: 'http-403.md#not-reproduced',
      },
    ],
  },
]

describe.each(APPS)('$title', ({ serve, cases }) => {
  let served: ServedApp
  let desk: Desk

  beforeAll(async () => {
    served = await serve()
    desk = await openServerDesk({ origin: served.origin, identities: BEARERS, secrets: BEARER_SECRETS })
  })
  afterAll(async () => {
    await desk?.close()
    await served?.close()
  })

  test.each(cases)('$title', async (walk) => {
    await expectWalk(desk, served.origin, walk)
  })
})
