import { describe, expect, test } from 'vitest'
import { configLanguage } from '../../src/checks/sources/config-language.ts'
import { loadConfig } from '../../src/config/load-config.ts'

const missing = () => {
  throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
}
const load = (env: Record<string, string>, yaml?: string) =>
  loadConfig({ env, readFile: yaml === undefined ? missing : () => yaml, language: configLanguage })

/** The lines of the message, one a mistake. */
function mistakes(env: Record<string, string>, yaml?: string): string[] {
  try {
    load(env, yaml)
  } catch (error) {
    expect(error).toMatchObject({ code: 'config.invalid' })
    return (error as Error).message.split('\n').slice(1)
  }
  return []
}

test('without any setting there are defaults, no target and no Slack', () => {
  expect(load({})).toEqual({
    host: '127.0.0.1',
    port: 3403,
    dataDir: '.why403',
    configFile: 'why403.yaml',
    runbooksDir: 'runbooks',
    slack: null,
    logLevel: 'info',
    targets: {},
    access: {},
    checks: [],
  })
})

test('a target needs URLs and an owner, the rest has defaults', () => {
  const { targets } = load({}, 'targets:\n  orders:\n    urls: ["https://api.test/orders"]\n    owner: "@team"\n')

  expect(targets.orders).toEqual({
    urls: ['https://api.test/orders'],
    owner: '@team',
    privateNetwork: false,
    layers: {},
    identities: {},
    unsafeMethods: 'ask',
    budget: { probes: 60, perSecond: 5, burst: 20 },
  })
})

test('all mistakes of environment and file are told at once, each with key, found and expected', () => {
  const yaml = [
    'targets:',
    '  orders:',
    '    urls: ["ftp://api.test", "https://api.test/a?x=1"]',
    '    owmer: "@team"',
    '    identities:',
    '      member: { bearer: s3cr3t-in-clear }',
    '      request: {}',
    '    unsafeMethods: always',
    '    budget: { probes: 0 }',
  ].join('\n')

  const lines = mistakes({ PORT: '99999', LOG_LEVEL: 'loud', SLACK_BOT_TOKEN: 'xoxb-1' }, yaml)

  expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^PORT: found "99999", expected /)]))
  for (const key of ['LOG_LEVEL', 'SLACK_SIGNING_SECRET']) expect(lines.some((line) => line.startsWith(`${key}: found `))).toBe(true)
  const at = (start: string) => expect(lines.filter((line) => line.startsWith(start))).toHaveLength(1)
  at('why403.yaml:3:12 targets.orders.urls.0: found "ftp://api.test", expected an http')
  at('why403.yaml:3:30 targets.orders.urls.1: found a query')
  at('why403.yaml:4:12 targets.orders.owmer: found the unknown key "owmer", expected a known key; did you mean owner?')
  at('why403.yaml:6:25 targets.orders.identities.member.bearer: found a text, expected { env: NAME } or { file: path }')
  at('why403.yaml:7:16 targets.orders.identities.request: found the name request')
  at('why403.yaml:8:20 targets.orders.unsafeMethods: found "always", expected one of ask, never')
  at('why403.yaml:9:23 targets.orders.budget.probes: found 0, expected at least 1')
  expect(lines.join('\n')).not.toContain('s3cr3t')
})

describe('the environment', () => {
  test.each<[Record<string, string>, string]>([
    [{ PORT: 'abc' }, 'PORT'],
    [{ PORT: '-1' }, 'PORT'],
    [{ DATABASE_URL: 'mysql://root:hunter2@db/x', WHY403_SECRET_KEY: Buffer.alloc(32).toString('base64') }, 'DATABASE_URL'],
    [{ DATABASE_URL: 'postgres://db/x' }, 'WHY403_SECRET_KEY'],
    [{ WHY403_SECRET_KEY: Buffer.alloc(31).toString('base64') }, 'WHY403_SECRET_KEY'],
    [{ WHY403_SECRET_KEY: 'not base64!' }, 'WHY403_SECRET_KEY'],
    [{ SLACK_SIGNING_SECRET: 'abc' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET'],
    [{ SLACK_BOT_TOKEN: 'hunter2', SLACK_SIGNING_SECRET: 'abc' }, 'SLACK_BOT_TOKEN'],
    [{ SLACK_API_URL: 'hunter2' }, 'SLACK_API_URL'],
    [{ WHY403_API_TOKEN: 'hunter2' }, 'WHY403_API_TOKEN'],
    [{ WHY403_CONFIG: 'other.yaml' }, 'WHY403_CONFIG'],
  ])('%o is a mistake of %s, told without the value of a secret', (env, key) => {
    const lines = mistakes(env)

    expect(lines).toEqual([expect.stringMatching(new RegExp(`^${key}: found .+, expected .+`))])
    expect(lines.join()).not.toContain('hunter2')
  })

  test('Socket Mode needs no signing secret, an empty variable counts as not set', () => {
    expect(load({ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', PORT: '' })).toMatchObject({
      port: 3403,
      slack: { botToken: 'xoxb-1', appToken: 'xapp-1' },
    })
  })

  test('a secret key of 32 bytes is read', () => {
    expect(load({ WHY403_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') }).secretKey).toEqual(new Uint8Array(32).fill(7))
  })
})

describe('why403.yaml', () => {
  const target = (more: string) => `targets:\n  a: { urls: ["https://a.test/"], owner: x, ${more} }\n`

  test.each([
    ['targets: [', /^why403\.yaml:1:\d+ YAML: found /],
    ['targets: {}\ntargets: {}', /^why403\.yaml:2:1 YAML: found .*unique/],
    ['a: &a [x]\nb: [*c]', /YAML: found /],
    ['just text', /^why403\.yaml:1:1 why403\.yaml: found "just text", expected a map/],
    ['targts: {}', /did you mean targets\?/],
    [target('identities: { x: { cookie: { env: A }, bearer: { env: B } } }'), /identities\.x: found cookie and bearer/],
    [target('identities: { anonymous: { bearer: { env: B } } }'), /identities\.anonymous: found credentials/],
    [target('identities: { x: { bearer: { envv: B } } }'), /identities\.x\.bearer: found a map, expected \{ env: NAME \}/],
    ['targets: { a: { urls: ["https://u:p4ss@a.test/"], owner: x } }', /urls\.0: found a user name or password/],
    ['targets: { a: { urls: ["https://a.test/%2e%2e/"], owner: x }, b: { urls: ["https://a.test/"], owner: x } }', /second time/],
  ])('%s', (yaml, line) => {
    const lines = mistakes({}, yaml)

    expect(lines.join('\n')).toMatch(line)
    expect(lines.join('\n')).not.toContain('p4ss')
  })

  test('the services around a target are read with their defaults', () => {
    const yaml = target(
      'logs: [{ file: /var/log/x }, { loki: { url: "http://l.test", query: "{a=1}" } }], policy: [{ opa: { url: "http://o.test", input: { p: "{{ incident.path }}" } } }], flags: { ofrep: { url: "http://f.test" } }, vantages: [{ name: o, connect: "10.0.0.5:443" }, { name: p, proxy: "http://p.test:3128" }], identities: { m: { oauth2: { tokenUrl: "http://i.test", clientId: c, refreshToken: { env: R } } } }',
    )

    expect(load({}, yaml).targets.a).toMatchObject({
      logs: [{ file: '/var/log/x' }, { loki: { query: '{a=1}' } }],
      flags: { ofrep: { context: {} } },
      identities: { m: { oauth2: { authentication: 'basic' } } },
    })
  })

  test.each([
    ['logs: [{ loki: { url: "http://l.test", query: x, bearer: secret } }]', /bearer: found a text, expected \{ env: NAME \}/],
    ['logs: [{ loki: { url: "http://l.test", query: x, headers: { authorization: "Basic abc" } } }]', /headers: /],
    ['policy: [{ opaa: { url: "http://o.test", input: {} } }]', /policy\.0.*did you mean opa\?/],
    ['policy: [{ opa: { url: "o.test", input: {} } }]', /policy\.0\.opa\.url: found "o\.test"/],
    ['vantages: [{ name: o, connect: "http://10.0.0.5" }]', /vantages\.0/],
    [
      'identities: { m: { bearer: { env: A }, oauth2: { tokenUrl: "http://i.test", clientId: c, refreshToken: { env: R } } } }',
      /found bearer and oauth2/,
    ],
    ['logs: [{ http: { url: "http://{{ incident.host }}/x" } }]', /logs\.0\.http\.url: found .*host written out/],
    ['logs: [{ http: { url: "http://svc{{ incident.path }}" } }]', /logs\.0\.http\.url: found .*host written out/],
    ['policy: [{ http: { url: "http://svc:{{ incident.query.p }}/x", allow: "true" } }]', /policy\.0\.http\.url: .*host written out/],
    ['flags: { http: { url: "{{ incident.url }}", on: "true", flag: f } }', /flags\.http\.url: .*host written out/],
    ['changes: [{ http: { url: "ftp://svc/{{ since }}", at: a, what: b } }]', /changes\.0\.http\.url: .*host written out/],
    ['policy: [{ http: { url: "http://u:Basic abc@svc/{{ subject }}", allow: "true" } }]', /policy\.0\.http\.url/],
    ['policy: [{ opa: { url: "http://u:Basic%20abc@o.test", input: {} } }]', /policy\.0\.opa\.url: found .*without user name and password/],
    ['vantages: [{ name: p, proxy: "http://u:p4ss@p.test:3128" }]', /vantages\.0.*/],
  ])('a mistake in a service is told where it is: %s', (more, line) => {
    const lines = mistakes({}, target(more))

    expect(lines.join('\n')).toMatch(line)
    expect(lines.join('\n')).not.toMatch(/Basic(?: |%20)abc|p4ss/)
  })
})
