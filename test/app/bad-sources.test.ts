import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Check, defineCheck } from '../../src/checks/check.ts'
import { type BadSourceWorld, CANARY, CLOSED, openBadSourceWorld, type Told } from './bad-source-world.ts'

let at: BadSourceWorld

beforeAll(async () => {
  at = await openBadSourceWorld()
  mkdirSync(join(at.folder, 'folder.log'))
  symlinkSync('loop.log', join(at.folder, 'loop.log'))
  writeFileSync(join(at.folder, 'binary.log'), Buffer.from(Array.from({ length: 70_000 }, (_, i) => (i * 7919) % 256)))
  writeFileSync(join(at.folder, 'huge.log'), 'one line\n')
  truncateSync(join(at.folder, 'huge.log'), 3 * 1024 ** 3)
})

afterAll(() => at[Symbol.asyncDispose]())

const everything = ({ view, ...texts }: Told) => [JSON.stringify(view), ...Object.values(texts)].join('\n')
const findingOf = ({ view }: Told, check: string) => view.findings.find((one) => one.check === check)
const SECRETS = [CANARY, 'member-secret-7c1e']

function expectNoSecret(told: Told): void {
  for (const secret of SECRETS) expect(everything(told)).not.toContain(secret)
}

type Case = [name: string, sources: (url: string) => object, source: string, why: RegExp]

/** What each surface must say of a source that could not be seen: which, and, but for the card, why. */
function expectTold(told: Told, source: string, why: RegExp): void {
  expect(told.view.state).toBe('asking')
  expect(told.card).toContain(source)
  for (const text of [told.thread, told.terminal, told.markdown]) {
    expect(text).toContain(source)
    expect(text).toMatch(why)
  }
  expectNoSecret(told)
}

const DOWN = /the connection was refused/
const SILENT = /no answer came in time|did not answer within|took too long/
const log = (entry: (url: string) => object) => (url: string) => ({ logs: [{ name: 'edge log', ...entry(url) }] })
const opa = (path: string) => (url: string) => ({
  policy: [{ name: 'the policy engine', opa: { url: `${url}/${path}/v1/data/a`, input: {} } }],
})
const file = (name: string) => log(() => ({ file: join(at.folder, name) }))

describe('a log that cannot be looked into is named with the reason, and the walk goes on', () => {
  const cases: Case[] = [
    ['Loki that is down', log(() => ({ loki: { url: CLOSED, query: '{app="x"}' } })), 'edge log', DOWN],
    ['Loki that hangs', log((url) => ({ loki: { url: `${url}/silent`, query: '{app="x"}' } })), 'edge log', SILENT],
    [
      'Elasticsearch that answers 500',
      log((url) => ({ elasticsearch: { url: `${url}/broken`, index: 'a' } })),
      'edge log',
      /it answered 500/,
    ],
    [
      'Elasticsearch behind a login page',
      log((url) => ({ elasticsearch: { url: `${url}/login`, index: 'a' } })),
      'edge log',
      /log in|JSON/,
    ],
    ['a store that redirects', log((url) => ({ http: { url: `${url}/moved` } })), 'edge log', /it answered 302/],
    [
      'a store without its secret',
      log((url) => ({ http: { url: `${url}/nothing`, bearer: { env: 'NEVER_SET' } } })),
      'edge log',
      /NEVER_SET/,
    ],
    ['CEL that fits nothing', log((url) => ({ http: { url: `${url}/nothing`, lines: 'json.hits.lines' } })), 'edge log', /lines/],
    ['a file that is not there', file('gone.log'), 'edge log', /does not exist|no such file/],
    ['a directory', file('folder.log'), 'edge log', /director|folder|no file/],
    ['a link to itself', file('loop.log'), 'edge log', /ELOOP|link|could not be read/],
  ]

  test.each(cases)('%s', async (_, sources, source, why) => {
    const told = await at.walk({ target: sources(at.url), run: { logs: {} } })

    expect(findingOf(told, 'logs')?.line).toMatch(why)
    expectTold(told, source, why)
  })

  test.each(['binary.log', 'huge.log'])('%s is read as far as it can be, and has nothing about the request', async (name) => {
    const told = await at.walk({ target: file(name)(at.url), run: { logs: {} } })

    expect(findingOf(told, 'logs')).toMatchObject({ ok: true, line: expect.stringContaining('Nothing about this request') })
    expect(told.view.state).toBe('asking')
  })
})

describe('a policy engine that gives no decision is named with the reason', () => {
  const cases: Case[] = [
    ['is down', () => ({ policy: [{ name: 'the policy engine', opa: { url: CLOSED, input: {} } }] }), 'the policy engine', DOWN],
    ['answers 500', opa('broken'), 'the policy engine', /500/],
    ['answers a login page', opa('login'), 'the policy engine', /JSON|page|log in/],
    ['redirects', opa('moved'), 'the policy engine', /302|redirect/],
    ['hangs', opa('silent'), 'the policy engine', SILENT],
  ]

  test.each(cases)('%s', async (_, sources, source, why) => {
    const told = await at.walk({ target: sources(at.url), run: { policy: {} } })

    expect(findingOf(told, 'policy')?.ok).toBe(true)
    expectTold(told, source, why)
  })

  test('answers what its `allow` does not fit: that is no decision, neither a yes nor a no', async () => {
    const target = { policy: [{ name: 'the policy engine', http: { url: `${at.url}/nothing`, allow: 'json.nope' } }] }

    const told = await at.walk({ target, run: { policy: {} } })

    for (const text of [told.thread, told.markdown]) expect(text).toMatch(/the policy engine gives no decision that can be read/i)
    expectTold(told, 'the policy engine', /the answer has no json\.nope/)
  })
})

describe('several sources that cannot be seen are each told', () => {
  const policy = (url: string) => [
    { http: { url: `${url}/login`, allow: 'json.ok' } },
    { name: 'the bundle', http: { url: `${url}/nothing`, allow: 'json.ok' } },
  ]

  test('on the path, and besides it where a later step of the shipped runbooks was asked ahead', async () => {
    const list = { at: 'item.at', what: 'item.what' }
    const changes = [{ http: { url: CLOSED, ...list } }, { name: 'rollouts', http: { url: `${at.url}/broken`, ...list } }]

    const told = await at.walk({ target: { policy: policy(at.url), changes } })

    expect(told.view.unseen).toEqual([
      { check: 'policy', source: 'http', why: expect.stringContaining('a page: is it a login?') },
      { check: 'policy', source: 'the bundle', why: expect.stringContaining('no json.ok') },
      { check: 'changes', source: 'http', why: expect.stringMatching(DOWN) },
      { check: 'changes', source: 'rollouts', why: expect.stringContaining('500') },
    ])
    for (const text of [told.thread, told.terminal, told.markdown]) {
      for (const part of [/policy: http/, /a page: is it a login/, /policy: the bundle/, /changes: http/, DOWN, /changes: rollouts/]) {
        expect(text).toMatch(part)
      }
    }
    expect(told.card).toMatch(/Could not be seen: .*policy: http.*; 2 more in the thread/)
  })

  test('two checks whose sources have one name and one complaint too', async () => {
    const http = { url: `${at.url}/broken` }
    const target = { policy: [{ http: { ...http, allow: 'json.ok' } }], changes: [{ http: { ...http, at: 'item.at', what: 'item.what' } }] }

    const told = await at.walk({ target, run: { policy: {}, changes: {} } })

    expect(told.view.unseen?.map(({ check, source }) => `${check}: ${source}`)).toEqual(['changes: http', 'policy: http'])
  })
})

const member = (issuer: object) => ({ issuers: [issuer], identities: { member: { bearer: { file: join(at.folder, 'token') } } } })

describe('a token that cannot be judged is told as such', () => {
  const head = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const tokenOf = (iss: string) =>
    `${head({ alg: 'ES256', kid: 'k' })}.${head({ iss, sub: 'mia', exp: 4102444800 })}.c2lnbmF0dXJlLW9mLW5vYm9keQ`

  const cases: [string, (url: string) => object, RegExp][] = [
    ['keys that never come', (url) => ({ jwks: `${url}/silent/keys` }), SILENT],
    ['keys that are a login page', (url) => ({ jwks: `${url}/login/keys` }), /JSON|page|log in/],
    ['metadata that answers 500', () => ({}), /500/],
  ]

  test.each(cases)('%s', async (_, more, why) => {
    const issuer = `${at.url}/broken`
    writeFileSync(join(at.folder, 'token'), tokenOf(issuer))

    const told = await at.walk({ target: member({ issuer, ...more(at.url) }), run: { token: {} } })

    expect(findingOf(told, 'token')?.line).toMatch(/signature is not verified/)
    expectTold(told, issuer, why)
  })

  test('an issuer that is not listed is not asked, and the person reads what to list', async () => {
    writeFileSync(join(at.folder, 'token'), tokenOf('https://unlisted.example'))

    const told = await at.walk({ target: { ...member({ issuer: at.url }), issuers: undefined }, run: { token: {} } })

    expect(findingOf(told, 'token')?.line).toMatch(/list https:\/\/unlisted\.example under issuers/)
    expectNoSecret(told)
  })

  test.each(['{{TOKEN}}', `${CANARY}.no.token`, '"eyJhbGciOiJFUzI1NiJ9.e30.x"'])('%j is no token', async (text) => {
    writeFileSync(join(at.folder, 'token'), text)

    const told = await at.walk({ target: member({ issuer: at.url }), run: { token: {} } })

    expect(findingOf(told, 'token')?.line).toMatch(/placeholder|cannot be read|quotation marks|opaque/)
    expect(told.view.state).toBe('asking')
    expectNoSecret(told)
  })
})

describe('an identity without its secret or token is told with the reason, and the others are asked', () => {
  const oauth2 = (path: string) => (url: string) => ({
    oauth2: { tokenUrl: `${url}/${path}`, clientId: 'x', clientSecret: { env: 'CLIENT' } },
  })
  const cases: [string, (url: string) => object, RegExp][] = [
    ['a secret that is not set', () => ({ bearer: { env: 'NEVER_SET' } }), /NEVER_SET is not set/],
    ['a file that is not there', () => ({ bearer: { file: '/nowhere/token' } }), /\/nowhere\/token/],
    ['a token endpoint that refuses', oauth2('denied'), /invalid_client/],
    ['a token endpoint that is a login page', oauth2('login'), /answered 200, and what it sent is no token/],
    ['a token endpoint that hangs', oauth2('silent'), SILENT],
    ['a token endpoint that is down', () => oauth2('')(CLOSED), DOWN],
  ]

  test.each(cases)('another one: %s', async (_, admin, why) => {
    const told = await at.walk({ target: { identities: { admin: { role: 'admin', ...admin(at.url) } } }, run: { compare: {} } })

    expect(findingOf(told, 'compare')).toMatchObject({ ok: true, line: expect.stringContaining('all are refused (anonymous, member)') })
    expectTold(told, 'admin', why)
  })

  test.each(cases)('the one whose refusal is looked into: %s', async (_, subject, why) => {
    const told = await at.walk({ target: { identities: { member: subject(at.url) } }, run: { compare: {} } })

    expect(told.view).toMatchObject({ verdict: 'unreachable', denial: null })
    expectTold(told, 'request', why)
  })
})

describe('the shipped runbooks tell an identity without its secret from one whose token endpoint gives nothing', () => {
  const oauth2 = (path: string, env = 'CLIENT') => ({ oauth2: { tokenUrl: path, clientId: 'x', clientSecret: { env } } })

  test.each<[string, () => object, string, RegExp]>([
    ['down', () => oauth2(CLOSED), 'The token endpoint gives no token', DOWN],
    ['a login page', () => oauth2(`${at.url}/login`), 'The token endpoint gives no token', /answered 200, and what it sent is no token/],
    ['refusing the client', () => oauth2(`${at.url}/denied`), 'The token endpoint gives no token', /invalid_client/],
    ['without its secret', () => oauth2(`${at.url}/denied`, 'NEVER_SET'), 'The identity has no secret', /NEVER_SET is not set/],
  ])('%s', async (_, subject, title, why) => {
    const told = await at.walk({ target: { identities: { member: subject() } } })

    expect(told.view).toMatchObject({ verdict: 'unreachable', denial: null, conclusion: { cause: 'unknown', title } })
    for (const text of [told.thread, told.terminal, told.markdown]) expect(text).toMatch(why)
    expectNoSecret(told)
  })
})

describe('services and places that fail are named with the reason', () => {
  const changes = (http: object) => (url: string) => ({
    changes: [{ name: 'rollouts', http: { url: `${url}/nothing`, at: 'item.at', what: 'item.what', ...http } }],
  })
  const cases: [string, object, ...Rest: [(url: string) => object, string, RegExp]][] = [
    ['a flag service that is down', { flag: {} }, () => ({ flags: { ofrep: { url: CLOSED } } }), 'ofrep', DOWN],
    ['a flag service that answers 500', { flag: {} }, (url) => ({ flags: { ofrep: { url: `${url}/broken` } } }), 'ofrep', /500/],
    [
      'a plan service whose answer lacks the field',
      { flag: {} },
      (url) => ({ flags: { http: { url: `${url}/nothing`, on: 'json.nope', flag: 'export' } } }),
      'http',
      /no json\.nope/,
    ],
    [
      'a change source whose URL asks for what is not known',
      { changes: {} },
      changes({ url: `${CLOSED}/{{ identity.attributes.team }}` }),
      'rollouts',
      /identity\.attributes\.team is not known/,
    ],
    ['CEL of a change source that finds no list', { changes: {} }, changes({ items: 'json.nope' }), 'rollouts', /items.* gives no list/],
    ['a vantage whose proxy is down', { vantage: {} }, () => ({ vantages: [{ name: 'eu', proxy: CLOSED }] }), 'eu', DOWN],
    [
      'a vantage whose proxy has no password',
      { vantage: {} },
      (url) => ({ vantages: [{ name: 'eu', proxy: url, basic: { username: 'x', password: { env: 'NEVER_SET' } } }] }),
      'eu',
      /NEVER_SET/,
    ],
    [
      'a vantage that is no proxy',
      { vantage: {} },
      (url) => ({ vantages: [{ name: 'eu', connect: '127.0.0.1:9' }], egress: url }),
      'eu',
      DOWN,
    ],
    ['an address service that is down', { network: {} }, () => ({ egress: CLOSED }), 'own address', DOWN],
  ]

  test.each(cases)('%s', async (_, run, sources, source, why) => {
    const told = await at.walk({ target: sources(at.url), run: run as Record<string, object> })

    expectTold(told, source, why)
  })
})

test('a target that answers differently each time is called unstable, and nobody is named for it', async () => {
  const told = await at.walk({ target: {}, path: '/flapping/17' })

  expect(told.view.conclusion?.cause ?? 'asks').toMatch(/unknown|asks/)
  for (const text of [told.thread, told.terminal, told.markdown])
    expect(text).toMatch(/now this way, now that|comes and goes|change from call to call|in turn/)
})

describe('a check of a team’s own that misbehaves is a failed finding, and the walk goes on', () => {
  const output = z.looseObject({ note: z.string() })
  const checkThat = (run: () => unknown, line = (found: z.infer<typeof output>) => `It says ${found.note}.`): Check =>
    defineCheck({
      name: 'gateway',
      summary: 'Asks our gateway.',
      input: z.strictObject({}),
      output,
      safety: 'safe',
      timeoutMs: 200,
      examples: [],
      run: async () => (await run()) as z.infer<typeof output>,
      line,
    }) as unknown as Check

  const throws = () => {
    throw new Error(`cannot reach it with ${CANARY}-x token=abcdef0123456789abcdef`)
  }
  const cases: [string, Check, RegExp][] = [
    ['throws', checkThat(throws), /crashed/],
    ['throws what is no error', checkThat(() => Promise.reject(null)), /crashed/],
    ['never returns', checkThat(() => new Promise(() => {})), /longer than 200 ms/],
    ['returns what its schema refuses', checkThat(() => ({ note: 7 })), /does not fit its schema at note/],
    ['returns nothing', checkThat(() => undefined), /does not fit its schema/],
    ['returns what JSON cannot hold', checkThat(() => ({ note: 'a', big: 1n })), /cannot be told: .*BigInt/],
    ['has a sentence that throws', checkThat(() => ({ note: 'a' }), throws), /cannot be told/],
    [
      'has a sentence that is none',
      checkThat(
        () => ({ note: 'a' }),
        () => undefined as unknown as string,
      ),
      /cannot be told: its line/,
    ],
  ]

  test.each(cases)('%s', async (_, check, why) => {
    const told = await at.walk({ target: { identities: { member: { bearer: { env: 'CLIENT' } } } }, run: { gateway: {} }, custom: [check] })

    expect(told.view.state).toBe('asking')
    expect(findingOf(told, 'gateway')?.line).toMatch(why)
    for (const text of [told.thread, told.terminal, told.markdown]) expect(text).toMatch(why)
    expectNoSecret(told)
  })

  test('one that returns a secret has it removed everywhere', async () => {
    const note = `Authorization: Bearer ${CANARY}`

    const told = await at.walk({
      target: { identities: { member: { bearer: { env: 'CLIENT' } } } },
      run: { gateway: {} },
      custom: [checkThat(() => ({ note }))],
    })

    expect(findingOf(told, 'gateway')).toMatchObject({ ok: true, line: expect.stringContaining('It says Authorization') })
    expectNoSecret(told)
  })
})

test('with everything down at once the shipped runbooks end at a question, and each source is named', async () => {
  const down = { bearer: { env: 'CLIENT' } }
  const target = {
    logs: [{ file: join(at.folder, 'gone.log') }, { name: 'loki', loki: { url: `${at.url}/silent`, query: '{a="b"}', ...down } }],
    policy: [
      { name: 'opa', opa: { url: `${at.url}/login`, input: {} } },
      { name: 'fga', openfga: { url: CLOSED, store: 's', user: 'u', relation: 'r', object: 'o' } },
    ],
    flags: { ofrep: { url: `${at.url}/silent` } },
    changes: [{ name: 'rollouts', argocd: { url: `${at.url}/denied`, application: 'a', ...down } }],
    vantages: [
      { name: 'eu', proxy: CLOSED },
      { name: 'origin', connect: '127.0.0.1:9' },
    ],
    egress: CLOSED,
    identities: { admin: { role: 'admin', bearer: { env: 'NEVER_SET' } } },
  }

  const told = await at.walk({ target })

  expect(told.view.state).toMatch(/asking|concluded/)
  for (const source of ['gone.log', 'loki', 'opa', 'fga', 'ofrep', 'eu', 'origin', 'admin'])
    for (const text of [told.thread, told.terminal, told.markdown]) expect(text).toContain(source)
  expect(told.card).toContain('more in the thread')
  expectNoSecret(told)
}, 60_000)
