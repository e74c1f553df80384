import { describe, expect, test } from 'vitest'
import { readOpaResult } from '../../../src/checks/policy/engines/opa-result.ts'
import { askPolicy, type Reply, seenAs } from './ask-policy.ts'

const input = {
  user: '{{ token.sub }}',
  roles: '{{ token.roles }}',
  method: '{{ incident.method }}',
  path: '{{ incident.segments }}',
  label: 'as {{ subject }}',
}

/** Asks about `/v1/data/http/authz/allow` and answers each question in turn. */
function askOpa(replies: readonly Reply[], more: object = {}) {
  return askPolicy({
    policy: (url) => [{ opa: { url: `${url}/v1/data/http/authz/allow`, input, bearer: { env: 'OPA' }, ...more } }],
    reply: (_, index) => replies[index] ?? { status: 500, json: { code: 'internal_error', message: 'no more' } },
    env: { OPA: 'opa-reader-token' },
  })
}

/** A rule's exit in a trace, as OPA writes it. */
function exitOf(rule: object, row = 3) {
  return { op: 'exit', query_id: 2, parent_id: 1, type: 'rule', node: rule, locals: [], location: { file: 'authz.rego', row } }
}

describe('OPA', () => {
  test('is asked with the rendered input, values keeping their types, and its own access', async () => {
    const { asked, found, line } = await askOpa([{ json: { result: true, decision_id: 'd-1' } }])

    expect(asked).toHaveLength(1)
    expect(asked[0]?.json()).toEqual({
      input: { user: 'ann', roles: ['member'], method: 'GET', path: ['orders', '7'], label: 'as member' },
    })
    expect(asked[0]?.headers.authorization).toBe('Bearer opa-reader-token')
    expect(found).toMatchObject({ allowed: true, denied: false, seen: true, complete: true, detail: 'decision_id d-1', engine: 'opa' })
    expect(line).toBe('Opa allows member.')
  })

  test('that gives no result has no rule that grants it', async () => {
    const { found } = await askOpa([{ json: {} }])

    expect(found).toMatchObject({ denied: true, defaultDeny: true, explicitDeny: false, decisions: [{ decision: 'no-rule' }] })
  })

  test('says false by its default where the trace shows the default alone', async () => {
    const explanation = [
      { op: 'enter', type: 'rule', node: { head: { name: 'allow' } } },
      { op: 'fail', type: 'expr', node: {}, location: { file: 'authz.rego', row: 9 } },
      { op: 'fail', type: 'expr', node: {}, location: { file: 'query', row: 1 } },
      exitOf({ head: { name: 'allow', value: { type: 'boolean', value: true } }, body: [] }),
      exitOf({ default: true, head: { name: 'allow', value: { type: 'boolean', value: false } }, body: [] }),
    ]
    const { asked, found } = await askOpa([{ json: { result: false, decision_id: 'd-2' } }, { json: { result: false, explanation } }])

    expect(asked.map(({ path }) => path)).toEqual(['/v1/data/http/authz/allow', '/v1/data/http/authz/allow?explain=full'])
    expect(found).toMatchObject({ denied: true, defaultDeny: true, reason: 'None of its rules held, so the default is the answer.' })
    expect(found.detail).toBe('did not hold: authz.rego:9; decision_id d-2')
  })

  test('says false by a rule where the trace shows one', async () => {
    const explanation = [exitOf({ head: { name: 'allow', value: { type: 'boolean', value: false } }, body: [] }, 7)]
    const { found } = await askOpa([{ json: { result: false } }, { json: { result: false, explanation } }])

    expect(found).toMatchObject({ explicitDeny: true, defaultDeny: false, rule: 'data.http.authz.allow (authz.rego:7)' })
  })

  test('says false all the same where no trace can be had', async () => {
    const { found } = await askOpa([{ json: { result: false } }])

    expect(found).toMatchObject({ denied: true, defaultDeny: false, explicitDeny: false, complete: true })
  })

  test('is read by `allow` where that is configured', async () => {
    const reply = { json: { result: { verdict: 'ok', level: 3 } } }

    expect((await askOpa([reply], { allow: 'result.verdict == "ok" && result.level + 1 > 3' })).found.allowed).toBe(true)
    expect((await askOpa([reply], { allow: 'result.verdict == "no"' })).found.denied).toBe(true)
    expect((await askOpa([reply], { allow: 'result.absent' })).found).toMatchObject({ seen: false, complete: false, allowed: false })
    expect((await askOpa([reply], { allow: 'result.verdict ==' })).found.unseen[0]).toMatchObject({ source: 'opa' })
  })

  test('takes the bare input at the paths that want it', async () => {
    const { asked, found } = await askPolicy({
      policy: (url) => [{ opa: { url: `${url}/v0/data/http/authz`, input } }],
      reply: () => ({ status: 404, json: { code: 'undefined_document', message: 'document missing or undefined: data.http.authz' } }),
    })

    expect(asked[0]?.json()).toMatchObject({ user: 'ann' })
    expect(found).toMatchObject({ defaultDeny: true, decisions: [{ decision: 'no-rule' }] })
  })

  test('is told what the question could not say', async () => {
    const { asked, found, line } = await askPolicy({
      policy: (url) => [
        { opa: { url: `${url}/v1/data/a`, input: { tenant: '{{ token.tenant }}', deep: ['{{ identity.attributes.group }}'] } } },
      ],
      reply: () => ({ json: { result: true } }),
      member: 'opaque-token-of-ann',
      exchanges: (url) => [seenAs('member', 403, url)],
    })

    expect(asked[0]?.json()).toEqual({ input: { deep: [] } })
    expect(found.missing).toEqual(['token.tenant', 'identity.attributes.group'])
    expect(line).toContain('Asked without token.tenant, identity.attributes.group')
  })
})

describe('what a document says', () => {
  test.each([
    [true, { decision: 'allow' }],
    ['DENY', { decision: 'deny', explicitDeny: true }],
    ['Allowed', { decision: 'allow' }],
    [{ allow: true }, { decision: 'allow' }],
    [
      { allowed: false, http_status: 403, reason: 'no role' },
      { decision: 'deny', explicitDeny: false, reason: 'no role' },
    ],
    [{ result: { allow: false } }, { decision: 'deny' }],
    [{ response: { allowed: false, status: { reason: 'no owner label' } } }, { decision: 'deny', reason: 'no owner label' }],
    [{ deny: ['a', { msg: 'b' }] }, { decision: 'deny', explicitDeny: true, reason: 'a; b' }],
    [
      { allow: true, deny: [], rule_id: 'R7' },
      { decision: 'allow', rule: 'R7' },
    ],
    [{ deny: true }, { decision: 'deny', explicitDeny: true }],
    [{}, { decision: 'no-rule' }],
    [{ roles: ['x'] }, { decision: 'unknown' }],
    [{ allow: 'yes' }, { decision: 'unknown' }],
    [7, { decision: 'unknown' }],
    [null, { decision: 'unknown' }],
  ])('%j', (result, ruling) => {
    expect(readOpaResult(result)).toMatchObject(ruling)
  })

  test('a set of denials that is empty allows, under a name that says so', () => {
    expect(readOpaResult([], 'http://opa/v1/data/http/deny?x=1')).toMatchObject({ decision: 'allow' })
    expect(readOpaResult(['late'], 'http://opa/v1/data/http/violation')).toMatchObject({
      decision: 'deny',
      explicitDeny: true,
      reason: 'late',
    })
    expect(readOpaResult([], 'http://opa/v1/data/http/roles')).toMatchObject({ decision: 'unknown' })
  })
})
