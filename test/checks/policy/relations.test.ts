import { describe, expect, test } from 'vitest'
import { summariseTree } from '../../../src/checks/policy/engines/openfga-tree.ts'
import { askPolicy, MEMBER, type Reply } from './ask-policy.ts'

const STORE = '01HZSTORE'
const TREE = {
  root: {
    name: 'order:7#viewer',
    union: {
      nodes: [
        { name: 'order:7#viewer', leaf: { users: { users: ['user:root', 'team:ops#member'] } } },
        { name: 'order:7#viewer', leaf: { computed: { userset: 'order:7#owner' } } },
        { name: 'order:7#viewer', leaf: { tupleToUserset: { tupleset: 'order:7#tenant', computed: [{ userset: 'tenant:acme#admin' }] } } },
      ],
    },
  },
}

function askFga(replies: readonly Reply[], more: object = {}) {
  const openfga = {
    store: STORE,
    model: 'M1',
    user: 'user:{{ token.sub }}',
    relation: 'viewer',
    object: 'order:{{ incident.segments[1] }}',
    ...more,
  }
  return askPolicy({
    policy: (url) => [{ openfga: { url, ...openfga } }],
    reply: (_, index) => replies[index] ?? { status: 404, json: {} },
  })
}

describe('OpenFGA', () => {
  test('is asked by Check, and where it says no by Expand for who has the relation', async () => {
    const { asked, found } = await askFga([{ json: { allowed: false, resolution: '' } }, { json: { tree: TREE } }], {
      context: { now: 'x' },
    })

    expect(asked.map(({ path }) => path)).toEqual([`/stores/${STORE}/check`, `/stores/${STORE}/expand`])
    expect(asked[0]?.json()).toEqual({
      tuple_key: { user: 'user:ann', relation: 'viewer', object: 'order:7' },
      authorization_model_id: 'M1',
      context: { now: 'x' },
    })
    expect(asked[1]?.json()).toEqual({ tuple_key: { relation: 'viewer', object: 'order:7' }, authorization_model_id: 'M1' })
    expect(found).toMatchObject({
      defaultDeny: true,
      reason: 'No relation gives it: user:ann viewer order:7.',
      detail: 'has it: user:root, team:ops#member; through order:7#owner, tenant:acme#admin',
    })
  })

  test('that allows is not asked any more', async () => {
    const { asked, found } = await askFga([{ json: { allowed: true } }])

    expect(asked).toHaveLength(1)
    expect(found).toMatchObject({ allowed: true, rule: 'order:7#viewer' })
  })

  test('whose Expand fails says no all the same', async () => {
    expect((await askFga([{ json: { allowed: false } }])).found).toMatchObject({ defaultDeny: true, complete: true })
  })

  test('that leaves somebody out may deny by that: no default is claimed', async () => {
    const tree = { root: { difference: { base: TREE.root, subtract: { leaf: { users: { users: ['user:ann'] } } } } } }
    const { found } = await askFga([{ json: { allowed: false } }, { json: { tree } }])

    expect(found).toMatchObject({ denied: true, defaultDeny: false })
    expect(found.detail).toContain('some are left out')
    expect(found.detail).not.toContain('user:ann')
  })

  test('that knows no such type is not seen, in its own words', async () => {
    const { found } = await askFga([{ status: 400, json: { code: 'validation_error', message: "type 'order' not found" } }])

    expect(found.unseen).toEqual([{ source: 'openfga', why: "it answered 400: type 'order' not found" }])
  })

  test('shows a long tree in short', () => {
    const users = Array.from({ length: 50 }, (_, i) => `user:${i}`)

    expect(summariseTree({ leaf: { users: { users } } }).text).toBe(`has it: ${users.slice(0, 8).join(', ')} and 42 more`)
    expect(summariseTree(undefined)).toEqual({ text: 'nobody has it directly', excludes: false })
  })
})

/** As Cerbos 0.55 answers. */
function cerbosAnswer(effect: string, matchedPolicy: string) {
  const results = [{ resource: { id: '7', kind: 'order' }, actions: { read: effect }, meta: { actions: { read: { matchedPolicy } } } }]
  return { json: { requestId: 'why403', results, cerbosCallId: '01M84YM1JD0A5T0P4E93V7BD5S' } }
}

function askCerbos(reply: Reply) {
  const principal = { id: '{{ token.sub }}', roles: '{{ token.roles }}' }
  const cerbos = { principal, resource: { kind: 'order', id: '{{ incident.segments[1] }}' }, action: 'read' }
  return askPolicy({ policy: (url) => [{ cerbos: { url, ...cerbos } }], reply: () => reply })
}

describe('Cerbos', () => {
  test('is asked with its meta data, and names the policy', async () => {
    const { asked, found } = await askCerbos(cerbosAnswer('EFFECT_ALLOW', 'resource.order.vdefault'))

    expect(asked[0]?.path).toBe('/api/check/resources')
    expect(asked[0]?.json()).toEqual({
      requestId: 'why403',
      includeMeta: true,
      principal: { id: 'ann', roles: ['member'] },
      resources: [{ resource: { kind: 'order', id: '7' }, actions: ['read'] }],
    })
    expect(found).toMatchObject({ allowed: true, rule: 'resource.order.vdefault' })
  })

  test('that denies within a policy does not tell a rule from none', async () => {
    const { found } = await askCerbos(cerbosAnswer('EFFECT_DENY', 'resource.order.vdefault'))

    expect(found).toMatchObject({ denied: true, defaultDeny: false, explicitDeny: false, rule: 'resource.order.vdefault' })
  })

  test('without a policy denies by default', async () => {
    expect((await askCerbos(cerbosAnswer('EFFECT_DENY', 'NO_MATCH'))).found).toMatchObject({ defaultDeny: true })
  })

  test('that cannot read the question is not seen', async () => {
    const { found } = await askCerbos({
      status: 400,
      json: { code: 3, message: 'validation errors:\n - principal.roles: value is required' },
    })

    expect(found.unseen[0]?.why).toBe('it answered 400: validation errors: - principal.roles: value is required')
  })

  test('whose answer has another action gives no decision', async () => {
    expect((await askCerbos({ json: { results: [{ actions: { write: 'EFFECT_ALLOW' } }] } })).found).toMatchObject({
      seen: false,
      complete: false,
    })
  })
})

function askKeycloak(replies: readonly Reply[]) {
  return askPolicy({
    policy: (url) => [
      { keycloak: { url: `${url}/realms/shop`, audience: 'orders-api', permissions: ['order-{{ incident.segments[1] }}#read', 'x'] } },
    ],
    reply: (_, index) => replies[index] ?? { status: 500, text: '' },
  })
}

describe('Keycloak', () => {
  test('is asked for a decision with the identity’s own token; no token is issued', async () => {
    const { asked, found } = await askKeycloak([{ json: { result: true } }])
    const form = new URLSearchParams(asked[0]?.text)

    expect(asked[0]).toMatchObject({ path: '/realms/shop/protocol/openid-connect/token', headers: { authorization: `Bearer ${MEMBER}` } })
    expect(form.getAll('permission')).toEqual(['order-7#read', 'x'])
    expect(Object.fromEntries(form)).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:uma-ticket',
      audience: 'orders-api',
      response_mode: 'decision',
    })
    expect(found).toMatchObject({ allowed: true, rule: 'order-7#read, x' })
  })

  test('that says no is asked what is granted', async () => {
    const granted = [
      { rsid: 'a1', rsname: 'order-7', scopes: ['list'] },
      { rsid: 'b2', rsname: 'Default Resource' },
    ]
    const { asked, found } = await askKeycloak([
      { status: 403, json: { error: 'access_denied', error_description: 'not_authorized' } },
      { json: granted },
    ])

    expect(new URLSearchParams(asked[1]?.text).get('response_mode')).toBe('permissions')
    expect(found).toMatchObject({
      denied: true,
      reason: 'access_denied: not_authorized: order-7#read, x',
      detail: 'granted: order-7#list; Default Resource',
    })
  })

  test('that knows no such resource has no rule for it', async () => {
    const { found } = await askKeycloak([
      { status: 400, json: { error: 'invalid_resource', error_description: 'Resource with id [order-7] does not exist.' } },
    ])

    expect(found).toMatchObject({ defaultDeny: true })
  })

  test('that does not take the token is not seen', async () => {
    const { found } = await askKeycloak([{ status: 401, json: { error: 'invalid_grant', error_description: 'Invalid bearer token' } }])

    expect(found.unseen).toEqual([{ source: 'keycloak', why: 'it answered 401: Invalid bearer token' }])
  })
})
