import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { policy } from '../../../src/checks/policy/policy.ts'
import { fakeContext } from '../fake-context.ts'
import { ADMIN, askPolicy, MEMBER, type Reply, seenAs } from './ask-policy.ts'

const EVERY_ENGINE = (url: string) => [
  { opa: { url: `${url}/v1/data/a`, input: {} } },
  { kubernetes: { url } },
  { openfga: { url, store: 's', user: 'user:ann', relation: 'viewer', object: 'order:7' } },
  { cerbos: { url, principal: { id: 'ann', roles: ['x'] }, resource: { kind: 'order', id: '7' }, action: 'read' } },
  { keycloak: { url, audience: 'api', permissions: ['a#b'] } },
  { aws: { url, accessKeyId: { env: 'KEY' }, secretAccessKey: { env: 'KEY' }, principal: 'arn:aws:iam::1:role/a', action: 's3:Get' } },
  { http: { url, allow: 'json.allow == true' } },
]

function askAll(reply: Reply | ((index: number) => Reply), more: object = {}) {
  const replyTo = typeof reply === 'function' ? reply : () => reply
  return askPolicy({ policy: EVERY_ENGINE, env: { KEY: 'canary-aws-key' }, reply: (_, index) => replyTo(index), ...more })
}

describe('an engine that answers nonsense is told, and never decides', () => {
  test.each<[string, Reply]>([
    ['500', { status: 500, json: { message: 'boom' } }],
    ['a page', { text: '<!doctype html><title>Sign in</title>' }],
    ['nothing', { text: '' }],
    ['a redirect', { status: 302, text: '' }],
    ['null', { json: null }],
    ['a list', { json: [[[]]] }],
    ['wrong types', { json: { result: 7, allowed: 'yes', status: { allowed: 'true' }, results: 'x' } }],
    ['too much', { text: `{"result":true,"allowed":true,"allow":true,"pad":"${'x'.repeat(1_100_000)}"}` }],
    ['too much, though what is kept is whole', { text: `{"result":true,"allowed":true,"allow":true}${' '.repeat(1_100_000)}` }],
    ['too deep', { text: `${'['.repeat(100_000)}${']'.repeat(100_000)}` }],
  ])('%s', async (_, reply) => {
    const { found, line } = await askAll(reply)

    expect(found.unseen.map(({ source }) => source).sort()).toEqual(
      ['aws', 'cerbos', 'http', 'keycloak', 'kubernetes', 'opa', 'openfga'].sort(),
    )
    expect(found).toMatchObject({ configured: true, seen: false, complete: false, allowed: false, denied: false, contradiction: false })
    expect(line.length).toBeLessThan(3000)
  })

  test('hanging, it holds up nobody and is told', async () => {
    const { found } = await askPolicy({
      policy: (url) => [
        { name: 'slow', opa: { url: `${url}/v1/data/slow`, input: {} } },
        { name: 'quick', opa: { url: `${url}/v1/data/quick`, input: {} } },
      ],
      timeoutMs: 100,
      reply: ({ path }) => (path.includes('slow') ? { hang: true } : { json: { result: true } }),
    })

    expect(found).toMatchObject({ allowed: true, complete: false, unseen: [{ source: 'slow' }], decisions: [{ name: 'quick' }] })
  })

  test('hanging for ever, it is given up on', async () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const sources = { policy: [{ opa: { url: 'http://opa.test/v1/data/a', input: {} } }] }
    const context = { ...fakeContext({ name: '', input: {}, finding: {}, sources }), ask: () => new Promise<never>(() => {}) }
    const run = policy.run({ as: 'subject' }, context)
    await vi.advanceTimersByTimeAsync(11_000)

    expect(await run).toMatchObject({ seen: false, unseen: [{ source: 'opa', why: 'no decision within 11 s' }] })
  })
})

describe('secrets', () => {
  test('stay where they are, though the engine echoes all it is sent', async () => {
    const echo = (json: (headers: string) => object) => ({
      policy: (url: string) => [{ opa: { url: `${url}/v1/data/a`, input: {}, bearer: { env: 'OPA' } } }, { kubernetes: { url } }],
      env: { OPA: 'canary-opa-token' },
      reply: ({ headers }: { headers: object }) => ({ json: json(JSON.stringify(headers)) }),
    })
    const denied = await askPolicy(
      echo((sent) => ({ result: { allow: false, reason: sent, rule: sent }, status: { allowed: false, denied: true, reason: sent } })),
    )
    const failed = await askPolicy({ ...echo(() => ({})), reply: ({ headers }) => ({ status: 500, text: JSON.stringify(headers) }) })

    expect(denied.found.denied).toBe(true)
    expect(failed.found.unseen).toHaveLength(2)
    for (const { shown } of [denied, failed]) {
      expect(shown).not.toContain('canary')
      expect(shown).not.toContain(MEMBER.split('.')[1])
    }
  })

  test('that are missing keep only what needs them from being asked', async () => {
    const { found } = await askAll({ json: { result: true } }, { env: {} })

    expect(found.unseen.find(({ source }) => source === 'aws')?.why).toContain('KEY is not set')
    expect(found.decisions.find(({ name }) => name === 'opa')?.decision).toBe('allow')
  })
})

describe('who passes', () => {
  const opa = (url: string) => [{ opa: { url: `${url}/v1/data/a`, input: { user: '{{ token.sub }}' } } }, { kubernetes: { url } }]
  const byUser = (asked: { json: () => unknown; headers: { authorization?: string }; path: string }): Reply => {
    if (asked.path.startsWith('/apis'))
      return { status: 201, json: { status: { allowed: asked.headers.authorization === `Bearer ${ADMIN}` } } }
    return { json: { result: { allow: JSON.stringify(asked.json()).includes('root'), reason: 'by role' } } }
  }

  test('is asked about with its own token, and what differs is told', async () => {
    const { found, line } = await askPolicy({
      policy: opa,
      reply: byUser,
      exchanges: (url) => [seenAs('member', 403, url), seenAs('anonymous', 200, url), seenAs('admin', 200, url)],
    })

    expect(found).toMatchObject({ denied: true, liveRefused: true, otherAs: 'admin', otherAllowed: true, contradiction: false })
    expect(found.differs).toEqual([
      'opa: member is denied, admin is allowed.',
      'kubernetes: member is denied by default, admin is allowed.',
    ])
    expect(line).toContain('opa: member is denied, admin is allowed.')
  })

  test('may be named, though it was not seen to pass', async () => {
    expect((await askPolicy({ policy: opa, reply: byUser, against: 'admin' })).found).toMatchObject({
      otherAs: 'admin',
      otherAllowed: true,
    })
    expect((await askPolicy({ policy: opa, reply: byUser, against: 'unknown' })).found.otherAs).toBeUndefined()
  })

  test('without a token cannot ask about itself, and that is told', async () => {
    const { found } = await askPolicy({ policy: opa, reply: byUser, against: 'basic' })

    expect(found.differs).toEqual(['kubernetes: could not be asked about basic: basic has no bearer token to ask about itself with.'])
    expect(found.unseen).toEqual([])
  })
})
