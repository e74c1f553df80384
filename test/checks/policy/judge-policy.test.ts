import { describe, expect, test } from 'vitest'
import type { Answers } from '../../../src/checks/policy/ask-engines.ts'
import type { Decision } from '../../../src/checks/policy/decision.ts'
import { type Heard, judgePolicy } from '../../../src/checks/policy/judge-policy.ts'
import { liveRefused, whoPassed } from '../../../src/checks/policy/live-answer.ts'
import { PolicySource } from '../../../src/config/sources/policy-source.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { fakeContext } from '../fake-context.ts'
import { seenAs } from './ask-policy.ts'

function says(decision: Decision['decision'], more: Partial<Decision> = {}): Decision {
  return { engine: 'opa', name: 'opa', decision, defaultDeny: decision === 'no-rule', explicitDeny: false, missing: [], ...more }
}

function answers(as: string, ...decisions: Decision[]): Answers {
  return { as, decisions, unseen: [] }
}

function judged(more: Partial<Heard> & { own: Answers }) {
  return judgePolicy({ configured: 1, otherPassed: false, liveRefused: undefined, ...more })
}

describe('policy and live request', () => {
  test.each([
    ['allow', true, 'allowed-but-refused'],
    ['allow', false, undefined],
    ['allow', undefined, undefined],
    ['deny', false, 'denied-but-passes'],
    ['no-rule', false, 'denied-but-passes'],
    ['deny', true, undefined],
    ['unknown', true, undefined],
  ] as const)('policy: %s, live refused: %s → %s', (decision, live, kind) => {
    const found = judged({ own: answers('member', says(decision)), liveRefused: live })

    expect(found).toMatchObject({ contradiction: kind !== undefined, ...(kind && { contradictionKind: kind }) })
    expect(found.contradictionText !== undefined).toBe(found.contradiction)
  })

  test('with an engine unseen nothing contradicts a refusal: it may be that one’s', () => {
    const own = { ...answers('member', says('allow')), unseen: [{ source: 'edge', why: 'down' }] }

    expect(judged({ own, liveRefused: true })).toMatchObject({ allowed: true, complete: false, contradiction: false })
  })

  test('a question that lacked something contradicts nothing: it was another one', () => {
    const own = answers('member', says('allow', { missing: ['token.tenant'] }))

    expect(judged({ own, liveRefused: true })).toMatchObject({ allowed: true, contradiction: false, missing: ['token.tenant'] })
  })

  test('a policy that refuses also who passes is not the one in force', () => {
    const heard = { own: answers('member', says('deny')), other: answers('admin', says('no-rule')), liveRefused: true }

    expect(judged({ ...heard, otherPassed: true })).toMatchObject({ contradictionKind: 'other-denied-but-passes', otherAllowed: false })
    expect(judged({ ...heard, otherPassed: false })).toMatchObject({ contradiction: false })
  })
})

describe('a refusal is explained by a policy', () => {
  test.each([
    ['that refuses', says('deny'), true],
    ['that has nothing that grants it', says('no-rule'), true],
    ['that was asked without something', says('no-rule', { missing: ['token.tenant'] }), false],
    ['that allows', says('allow'), false],
    ['that gives no decision', says('unknown'), false],
  ])('%s: %#', (_, decision, explains) => {
    expect(judged({ own: answers('member', decision), liveRefused: true }).explains).toBe(explains)
  })

  test('not where another answer contradicts it', () => {
    const heard = { own: answers('member', says('deny')), other: answers('admin', says('deny')), liveRefused: true, otherPassed: true }

    expect(judged(heard).explains).toBe(false)
  })
})

describe('of several engines', () => {
  test('one refusal denies, and the plainest one is told', () => {
    const found = judged({
      own: answers(
        'member',
        says('allow', { name: 'a' }),
        says('no-rule', { name: 'b' }),
        says('deny', { name: 'd' }),
        says('deny', { name: 'c', rule: 'R', explicitDeny: true, engine: 'cerbos' }),
      ),
    })

    expect(found).toMatchObject({
      allowed: false,
      denied: true,
      engine: 'cerbos',
      name: 'c',
      rule: 'R',
      explicitDeny: true,
      defaultDeny: false,
    })
  })

  test('one that gives no decision decides nothing', () => {
    expect(judged({ own: answers('member', says('unknown')) })).toMatchObject({
      seen: false,
      complete: false,
      allowed: false,
      denied: false,
    })
    expect(judged({ own: answers('member', says('allow'), says('unknown')) })).toMatchObject({ seen: true, complete: false, allowed: true })
  })
})

describe('the live request', () => {
  const here = 'https://api.test/orders'
  const context = (...exchanges: Exchange[]) =>
    fakeContext({
      name: '',
      input: {},
      finding: {},
      identities: [
        { name: 'member', kind: 'bearer' },
        { name: 'admin', kind: 'bearer' },
      ],
      exchanges,
    })

  test('is the one with its own method and path, from here', () => {
    expect(liveRefused(context(seenAs('member', 403, `${here}?a=1`)), 'member')).toBe(true)
    expect(liveRefused(context(seenAs('member', 200, here)), 'member')).toBe(false)
    expect(liveRefused(context(seenAs('member', 403, here, 'POST')), 'member')).toBeUndefined()
    expect(liveRefused(context(seenAs('member', 403, 'https://api.test/other')), 'member')).toBeUndefined()
    expect(liveRefused(context(seenAs('admin', 403, here)), 'member')).toBeUndefined()
    expect(liveRefused(context({ ...seenAs('member', 403, here), vantage: 'origin' }), 'member')).toBeUndefined()
    expect(liveRefused(context({ ...seenAs('member', 403, here), response: null }), 'member')).toBeUndefined()
  })

  test('is refused where any of its answers was: other probes leave parts out', () => {
    expect(liveRefused(context(seenAs('member', 403, here), seenAs('member', 200, here)), 'member')).toBe(true)
  })

  test('passes for a known identity with credentials, whatever method was sent', () => {
    const passed = context(seenAs('anonymous', 200, here), seenAs('stranger', 200, here), seenAs('admin', 200, here, 'HEAD'))

    expect(whoPassed(passed, 'member')).toBe('admin')
    expect(whoPassed(passed, 'admin')).toBeUndefined()
    expect(whoPassed(context(seenAs('admin', 403, here)), 'member')).toBeUndefined()
  })
})

describe('a policy source', () => {
  test.each<[unknown, string]>([
    [{}, ''],
    [{ opa: { url: 'http://opa', input: {} }, http: { url: 'http://x', allow: 'true' } }, ''],
    [{ opa: { url: 'opa:8181', input: {} } }, 'opa.url'],
    [{ opa: { url: 'http://opa', input: {}, token: 'x' } }, 'opa'],
    [{ kubernetes: { url: 'http://k8s', resource: { verbs: 'get' } } }, 'kubernetes.resource'],
    [{ keycloak: { url: 'http://kc', audience: 'a', permissions: [] } }, 'keycloak.permissions'],
    [{ aws: { accessKeyId: 'AKIA', secretAccessKey: { env: 'S' }, principal: 'p', action: 'a' } }, 'aws.accessKeyId'],
  ])('%j has its mistake at “%s”', (source, path) => {
    expect(PolicySource.safeParse(source).error?.issues[0]?.path.join('.')).toBe(path)
  })

  test('has its defaults', () => {
    const keys = { accessKeyId: { env: 'A' }, secretAccessKey: { env: 'S' } }

    expect(PolicySource.parse({ aws: { ...keys, principal: 'p', action: 'a' } }).aws).toMatchObject({
      url: 'https://iam.amazonaws.com/',
      region: 'us-east-1',
      resource: '*',
    })
  })
})
