import { afterAll, beforeAll, describe, test } from 'vitest'
import { serveKubernetes } from './kubernetes-answers.ts'
import { type LoopbackApp, sayJson, serveApp } from './loopback-app.ts'
import { serveOpa } from './opa-answers.ts'
import { BEARER_SECRETS, BEARERS, openServerDesk } from './server-cases.ts'
import type { Desk } from './serving-desk.ts'
import { expectWalk, type WalkCase } from './walk-case.ts'

const CLUSTER = {
  users: { 'member-secret': 'mia', 'colleague-secret': 'noor', 'admin-secret': 'ada' },
  bindings: [
    { binding: 'readers', role: 'reader', user: 'mia', verbs: ['get', 'list'], resource: 'pods', namespace: 'shop' },
    { binding: 'admins', role: 'cluster-admin', user: 'ada', verbs: ['*'], resource: 'pods' },
  ],
}

describe('a Kubernetes API server that answers access reviews', () => {
  let cluster: LoopbackApp
  let desk: Desk

  beforeAll(async () => {
    cluster = await serveKubernetes(CLUSTER)
    desk = await openServerDesk({
      origin: cluster.origin,
      identities: BEARERS,
      secrets: BEARER_SECRETS,
      settings: [`policy: [{ kubernetes: { url: "${cluster.origin}" } }]`],
    })
  })
  afterAll(async () => {
    await desk?.close()
    await cluster?.close()
  })

  test.each<WalkCase>([
    {
      title: 'no rule matches, for anybody',
      argv: ['/api/v1/namespaces/new/secrets', '--as', 'member'],
      status: 'concluded',
      verdict: 'denied',
      denial: { layer: 'orchestrator', product: 'kubernetes', cause: 'default-deny', rule: 'list secrets new' },
      ends: 'acl.md#nothing-was-ever-allowed',
    },
    {
      title: 'an admin may, by a ClusterRoleBinding',
      argv: ['/api/v1/namespaces/other/pods', '--as', 'member'],
      status: 'concluded',
      verdict: 'denied',
      denial: { layer: 'orchestrator', product: 'kubernetes', cause: 'insufficient-permissions', rule: 'list pods other' },
      ends: 'acl.md#grant-it-or-leave-it',
    },
  ])('$title', async (walk) => {
    await expectWalk(desk, cluster.origin, walk)
  })
})

const POLICIES = {
  'shop/authz/allow': {
    file: 'shop/authz.rego',
    default: { row: 5, value: false },
    rules: [
      { row: 7, holds: ({ path }: Record<string, unknown>) => path === '/frozen', value: false },
      { row: 11, holds: ({ user }: Record<string, unknown>) => user === 'admin', value: true },
    ],
  },
}

describe('an app that asks OPA', () => {
  let opa: LoopbackApp
  let app: LoopbackApp
  let desk: Desk

  beforeAll(async () => {
    opa = await serveOpa(POLICIES)
    app = await serveApp((request, response) => {
      const isAdmin = request.headers.authorization === 'Bearer admin-secret'
      const passes = isAdmin && request.url === '/orders'
      sayJson(response, passes ? 200 : 403, passes ? { ok: true } : { error: 'forbidden' })
    })
    desk = await openServerDesk({
      origin: app.origin,
      identities: BEARERS,
      secrets: BEARER_SECRETS,
      settings: [
        `policy: [{ opa: { url: "${opa.origin}/v1/data/shop/authz/allow", input: { path: "{{ incident.path }}", user: "{{ identity.name }}" } } }]`,
      ],
    })
  })
  afterAll(async () => {
    await desk?.close()
    await Promise.all([app?.close(), opa?.close()])
  })

  test.each<WalkCase>([
    {
      title: 'a rule that says false refuses everybody',
      argv: ['/frozen', '--as', 'member'],
      status: 'concluded',
      verdict: 'denied',
      denial: {
        layer: 'application',
        product: 'unknown',
        cause: 'acl-misconfigured',
        rule: 'data.shop.authz.allow (shop/authz.rego:7)',
      },
      ends: 'acl.md#a-wrong-entry',
    },
    {
      title: 'an admin passes, and the policy agrees',
      argv: ['/orders', '--as', 'member'],
      status: 'concluded',
      verdict: 'denied',
      denial: { layer: 'application', product: 'unknown', cause: 'insufficient-permissions' },
      ends: 'acl.md#grant-it-or-leave-it',
    },
  ])('$title', async (walk) => {
    await expectWalk(desk, app.origin, walk)
  })
})
