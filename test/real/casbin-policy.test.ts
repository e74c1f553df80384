import { afterAll, beforeAll, describe, test } from 'vitest'
import { CASBIN, casbinApp } from './guarded-apps.ts'
import { type ServedApp, serveHttp } from './serve-http.ts'
import { BEARER_SECRETS, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const PEOPLE = {
  member: 'role: member, attributes: { user: mia }, bearer: { env: SITE_MEMBER }',
  colleague: 'role: member, attributes: { user: noor }, bearer: { env: SITE_COLLEAGUE }',
  admin: 'role: admin, attributes: { user: ada }, bearer: { env: SITE_ADMIN }',
}
const ASKED = ['identity.attributes.user', 'incident.path', 'incident.method'].map((name) => `"{{ ${name} }}"`).join(', ')
const POLICY = `policy: [{ casbin: { model: ${JSON.stringify(CASBIN.model)}, policy: ${JSON.stringify(CASBIN.policy)}, request: [${ASKED}] } }]`

const refused = (title: string, path: string, cause: string, ends: string, rule?: string): WalkCase => ({
  title,
  argv: [path, '--as', 'member'],
  status: 'concluded',
  verdict: 'denied',
  denial: { layer: 'application', product: 'express', cause, ...(rule !== undefined && { rule }) },
  ends,
})

/** What the model and the policy file tell that no answer does. */
const CASES: WalkCase[] = [
  refused('no line gives this path to anybody', '/invoices', 'default-deny', 'acl.md#nothing-was-ever-allowed'),
  refused(
    'a deny for everyone stands against the allow',
    '/exports/all',
    'acl-misconfigured',
    'acl.md#a-wrong-entry',
    'p, everyone, /exports/*, .*, deny',
  ),
  refused('a path that only admins have', '/admin/keys', 'insufficient-permissions', 'acl.md#grant-it-or-leave-it'),
  refused('a path that a colleague has by another role', '/refunds', 'role-misassignment', 'acl.md#the-role-is-not-what-it-should-be'),
]

describe('casbin with its model and policy listed', () => {
  let served: ServedApp
  let desk: Desk

  beforeAll(async () => {
    served = await serveHttp(await casbinApp())
    desk = await openServerDesk({ origin: served.origin, identities: PEOPLE, secrets: BEARER_SECRETS, settings: [POLICY] })
  })
  afterAll(async () => {
    await desk?.close()
    await served?.close()
  })

  test.each(CASES)('$title', async (walk) => {
    await expectWalk(desk, served.origin, walk)
  })
})
