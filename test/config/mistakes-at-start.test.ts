import { describe, expect, test } from 'vitest'
import { configLanguage } from '../../src/checks/sources/config-language.ts'
import { loadConfig } from '../../src/config/load-config.ts'

/** The mistakes of a target that has these keys besides what it needs, one a line. */
function mistakes(more: string): string[] {
  const yaml = `targets:\n  a: { urls: ["https://a.test/"], owner: x, ${more} }\n`
  try {
    loadConfig({ env: {}, readFile: () => yaml, language: configLanguage })
  } catch (error) {
    expect(error).toMatchObject({ code: 'config.invalid' })
    return (error as Error).message.split('\n').slice(1)
  }
  return []
}

/** Exactly one mistake: at this key of the target (with a line and column of the file), with this found and expected. */
function expectOne(more: string, [key, found, expected]: readonly [string, string, string]): void {
  const lines = mistakes(more)
  const [, at, ...told] = /^why403\.yaml:2:(\d+) targets\.a\.(\S+): found (.*), expected (.*)$/.exec(lines[0] ?? '') ?? []

  expect(lines).toHaveLength(1)
  expect(told[0]).toBe(key)
  expect(told[1]).toContain(found)
  expect(told[2]).toContain(expected)
  expect(Number(at)).toBeGreaterThan(10)
}

type Row = [string, string, string, string]
const row = (more: string, key: string, found: string, expected: string): Row => [more, key, found, expected]
const policy = (engine: string) => `policy: [{ ${engine} }]`
const OPEN = '`{{` that is never closed'
const CLOSE = '`}}` after'
const END = 'the end of the expression'

describe('CEL that is none is told at start', () => {
  test.each<Row>([
    row(policy('opa: { url: "http://s", input: {}, allow: "result." }'), 'policy.0.opa.allow', END, 'a name'),
    row(policy('http: { url: "http://s", allow: "json.ok = true" }'), 'policy.0.http.allow', '`=`', '`==`'),
    row(policy('http: { url: "http://s", allow: "json.ok", rule: "json.(" }'), 'policy.0.http.rule', END, 'a value'),
    row(policy('http: { url: "http://s", allow: "json.ok", reason: "shout(text)" }'), 'policy.0.http.reason', '`shout()`', 'a function'),
    row('flags: { http: { url: "http://s", flag: f, on: "json.on and true" } }', 'flags.http.on', '`and`', '`&&`'),
    row('logs: [{ http: { url: "http://s", lines: "json[" } }]', 'logs.0.http.lines', END, 'closing bracket'),
    row(
      'changes: [{ http: { url: "http://s", items: "json..a", at: item.a, what: item.b } }]',
      'changes.0.http.items',
      '`.`',
      'an operator',
    ),
    row('changes: [{ http: { url: "http://s", at: "item.", what: item.b } }]', 'changes.0.http.at', END, 'a name'),
    row('changes: [{ http: { url: "http://s", at: item.a, what: "\'x" } }]', 'changes.0.http.what', "`'x`", 'closing'),
    row('changes: [{ http: { url: "http://s", at: item.a, what: item.b, who: "1 +" } }]', 'changes.0.http.who', END, 'a value'),
    row('changes: [{ http: { url: "http://s", at: item.a, what: item.b, link: "||" } }]', 'changes.0.http.link', END, 'a value'),
  ])('%s', (more, ...told) => expectOne(more, told))
})

describe('a template that is none is told at start', () => {
  test.each<Row>([
    row(policy('opa: { url: "http://s", input: { a: [{ b: "x {{ y" }] } }'), 'policy.0.opa.input.a.0.b', OPEN, CLOSE),
    row(policy('kubernetes: { url: "http://s", user: "{{ a" }'), 'policy.0.kubernetes.user', OPEN, CLOSE),
    row(policy('kubernetes: { url: "http://s", groups: ["{{ a"] }'), 'policy.0.kubernetes.groups.0', OPEN, CLOSE),
    row(policy('kubernetes: { url: "http://s", resource: { name: "{{ a" } }'), 'policy.0.kubernetes.resource.name', OPEN, CLOSE),
    row(policy('openfga: { url: "http://s", store: s, user: "{{ a", relation: r, object: o }'), 'policy.0.openfga.user', OPEN, CLOSE),
    row(policy('openfga: { url: "http://s", store: s, user: u, relation: "{{ a", object: o }'), 'policy.0.openfga.relation', OPEN, CLOSE),
    row(policy('openfga: { url: "http://s", store: s, user: u, relation: r, object: "{{ a" }'), 'policy.0.openfga.object', OPEN, CLOSE),
    row(
      policy('openfga: { url: "http://s", store: s, user: u, relation: r, object: o, context: { c: "{{ a" } }'),
      'policy.0.openfga.context.c',
      OPEN,
      CLOSE,
    ),
    row(
      policy('cerbos: { url: "http://s", principal: { id: "{{ a" }, resource: {}, action: b }'),
      'policy.0.cerbos.principal.id',
      OPEN,
      CLOSE,
    ),
    row(
      policy('cerbos: { url: "http://s", principal: {}, resource: { id: "{{ a" }, action: b }'),
      'policy.0.cerbos.resource.id',
      OPEN,
      CLOSE,
    ),
    row(policy('cerbos: { url: "http://s", principal: {}, resource: {}, action: "{{ a" }'), 'policy.0.cerbos.action', OPEN, CLOSE),
    row(
      policy('cerbos: { url: "http://s", principal: {}, resource: {}, action: b, auxData: { c: "{{ a" } }'),
      'policy.0.cerbos.auxData.c',
      OPEN,
      CLOSE,
    ),
    row(policy('keycloak: { url: "http://s", audience: c, permissions: ["{{ a"] }'), 'policy.0.keycloak.permissions.0', OPEN, CLOSE),
    row(
      policy('aws: { accessKeyId: { env: A }, secretAccessKey: { env: B }, principal: "{{ a", action: b }'),
      'policy.0.aws.principal',
      OPEN,
      CLOSE,
    ),
    row(
      policy('aws: { accessKeyId: { env: A }, secretAccessKey: { env: B }, principal: p, action: "{{ a", resource: r }'),
      'policy.0.aws.action',
      OPEN,
      CLOSE,
    ),
    row(
      policy('aws: { accessKeyId: { env: A }, secretAccessKey: { env: B }, principal: p, action: b, resource: "{{ a" }'),
      'policy.0.aws.resource',
      OPEN,
      CLOSE,
    ),
    row(
      policy('aws: { accessKeyId: { env: A }, secretAccessKey: { env: B }, principal: p, action: b, context: { k: "{{ a" } }'),
      'policy.0.aws.context.k',
      OPEN,
      CLOSE,
    ),
    row(policy('casbin: { model: m, policy: p, request: ["{{ a"] }'), 'policy.0.casbin.request.0', OPEN, CLOSE),
    row(policy('http: { url: "http://s/{{ a", allow: "true" }'), 'policy.0.http.url', OPEN, CLOSE),
    row(policy('http: { url: "http://s", method: POST, body: "{{ a", allow: "true" }'), 'policy.0.http.body', OPEN, CLOSE),
    row('flags: { ofrep: { url: "http://s", context: { plan: "{{ 1 + }}" } } }', 'flags.ofrep.context.plan', END, 'a value'),
    row('flags: { unleash: { url: "http://s", context: { plan: "{{ a" } } }', 'flags.unleash.context.plan', OPEN, CLOSE),
    row('flags: { http: { url: "http://s/{{ a", on: "true", flag: f } }', 'flags.http.url', OPEN, CLOSE),
    row('flags: { http: { url: "http://s", method: POST, body: { x: "{{ a" }, on: "true", flag: f } }', 'flags.http.body.x', OPEN, CLOSE),
    row('logs: [{ http: { url: "http://s/{{ a" } }]', 'logs.0.http.url', OPEN, CLOSE),
    row('logs: [{ http: { url: "http://s", method: POST, body: { q: "{{ }}" } } }]', 'logs.0.http.body.q', 'nothing', 'an expression'),
    row('changes: [{ http: { url: "http://s/{{ a", at: item.a, what: item.b } }]', 'changes.0.http.url', OPEN, CLOSE),
  ])('%s', (more, ...told) => expectOne(more, told))
})

describe('a name that nothing in its place sees is told at start', () => {
  test.each<Row>([
    row(
      policy('opa: { url: "http://s", input: { p: "{{ incdent.path }}" } }'),
      'policy.0.opa.input.p',
      '`incdent`',
      'did you mean incident?',
    ),
    row(policy('opa: { url: "http://s", input: {}, allow: "json.ok" }'), 'policy.0.opa.allow', '`json`', 'one of result'),
    row('flags: { http: { url: "http://s/{{ since }}", on: "true", flag: f } }', 'flags.http.url', '`since`', 'one of incident'),
    row('changes: [{ http: { url: "http://s/{{ search.from }}", at: item.a, what: item.b } }]', 'changes.0.http.url', '`search`', 'since'),
    row('changes: [{ http: { url: "http://s", at: json.a, what: item.b } }]', 'changes.0.http.at', '`json`', 'one of item'),
    row('logs: [{ http: { url: "http://s", lines: body } }]', 'logs.0.http.lines', '`body`', 'one of json, text, status'),
  ])('%s', (more, ...told) => expectOne(more, told))

  test.each([
    'logs: [{ http: { url: "http://s/{{ search.traceId }}", lines: "json.rows.map(row, row.raw)" } }]',
    'changes: [{ http: { url: "http://s?since={{ since }}", at: item.a, what: item.b } }]',
    policy('http: { url: "http://s", allow: "type(json) == list && size(json) > 0 && status == 200" }'),
    policy(`opa: { url: "http://s", input: { a: "{{ {'a': {'b': incident.path}} }}", b: "{{ subject }}-{{ target.name }}" } }`),
    'flags: { http: { url: "http://s", on: "has(json.on) && json.on", flag: f } }',
  ])('%s is fine', (more) => {
    expect(mistakes(more)).toEqual([])
  })
})

describe('names that do not fit are told at start', () => {
  const TWICE = 'a second time'

  test.each<Row>([
    row('vantages: [{ name: o, connect: "h:1" }, { name: o, proxy: "http://p" }]', 'vantages.1.name', `"o" ${TWICE}`, 'each name once'),
    row('logs: [{ file: /a, name: n }, { file: /b, name: n }]', 'logs.1.name', `"n" ${TWICE}`, 'each name once'),
    row(
      'policy: [{ name: n, opa: { url: "http://s", input: 1 } }, { name: n, opa: { url: "http://t", input: 1 } }]',
      'policy.1.name',
      TWICE,
      'once',
    ),
    row(
      'changes: [{ name: n, argocd: { url: "http://s", application: a } }, { name: n, argocd: { url: "http://s", application: b } }]',
      'changes.1.name',
      TWICE,
      'once',
    ),
    row('issuers: [{ issuer: "http://i" }, { issuer: "http://i", audience: a }]', 'issuers.1.issuer', TWICE, 'each issuer once'),
    row(
      'control: { path: /x, as: membr }, identities: { member: {} }',
      'control.as',
      '"membr"',
      'member, anonymous, subject; did you mean member?',
    ),
    row('control: { path: /x, as: request }', 'control.as', '"request"', 'an identity of the target'),
    row('layers: { wff: "@edge" }', 'layers.wff', 'the unknown layer "wff"', 'did you mean waf?'),
    row('layers: { unknown: "@edge" }', 'layers.unknown', 'the unknown layer', 'one of cdn, waf'),
  ])('%s', (more, ...told) => expectOne(more, told))

  test.each([
    'control: { path: /x, as: member }, identities: { member: {} }',
    'control: { path: /x, as: anonymous }',
    'logs: [{ file: /a }, { file: /a }]',
    'policy: [{ opa: { url: "http://s", input: 1 } }, { opa: { url: "http://s", input: 2 } }]',
    'layers: { waf: "@edge", corporate-proxy: "@net" }',
  ])('%s is fine', (more) => {
    expect(mistakes(more)).toEqual([])
  })
})

describe('what a service cannot be asked with is told at start', () => {
  const BOTH = 'bearer: { env: A }, basic: { username: u, password: { env: B } }'
  const KINDS = 'exactly one of file, loki, elasticsearch, opensearch, http'
  const ONE = 'one of bearer, basic and an authorization header'

  test.each<Row>([
    row('vantages: [{ name: o, connect: "h:65536" }]', 'vantages.0.connect', '"h:65536"', 'a port from 1 to 65535'),
    row('vantages: [{ name: o, connect: "h:0" }]', 'vantages.0.connect', '"h:0"', 'HOST:PORT'),
    row('vantages: [{ name: o, connect: "h" }]', 'vantages.0.connect', '"h"', 'HOST:PORT'),
    row('vantages: [{ name: o, proxy: "http://p:65536" }]', 'vantages.0.proxy', '"http://p:65536"', 'an http or https URL'),
    row(
      'identities: { m: { oauth2: { tokenUrl: "http://i", clientId: c } } }',
      'identities.m.oauth2',
      'a map',
      'clientSecret or refreshToken',
    ),
    row('changes: [{ github: { repository: orders } }]', 'changes.0.github.repository', '"orders"', 'OWNER/NAME'),
    row('changes: [{ github: { repository: a/b/c } }]', 'changes.0.github.repository', '"a/b/c"', 'OWNER/NAME'),
    row(policy('opa: { url: "http://s/{{ subject }}", input: 1 }'), 'policy.0.opa.url', 'http://s/', 'a URL without {{ templates }}'),
    row('flags: {}', 'flags', 'a map', 'ofrep, unleash or http'),
    row('logs: [{ file: a, loki: { url: "http://s", query: "{}" } }]', 'logs.0', 'a map with file and loki', KINDS),
    row('logs: [{ file: a, loki: { url: "http://s" } }]', 'logs.0', 'a map with file and loki', KINDS),
    row('logs: [{ file: 3, loki: 4, name: x }]', 'logs.0', 'a map with file and loki', KINDS),
    row('logs: [{ name: x }]', 'logs.0', 'a map with name', `a map with ${KINDS}`),
    row('logs: [{}]', 'logs.0', 'an empty map', `a map with ${KINDS}`),
    row('logs: [{ fil: a }]', 'logs.0', 'a map with fil', `${KINDS}; did you mean file?`),
    row(
      'vantages: [{ name: o, connect: "h:1", proxy: "http://p" }]',
      'vantages.0',
      'a map with connect and proxy',
      'exactly one of connect, proxy',
    ),
    row('identities: { m: { bearer: { env: A, file: b } } }', 'identities.m.bearer', 'a map with env and file', 'exactly one of env, file'),
    row('flags: { ofrep: { url: "http://s", flags: [] } }', 'flags.ofrep.flags', 'a list', 'at least 1 entry'),
    row('control: { path: x }', 'control.path', '"x"', 'starts with /'),
    row(`logs: [{ loki: { url: "http://s", query: "{}", ${BOTH} } }]`, 'logs.0.loki', 'a map', ONE),
    row(policy(`opa: { url: "http://s", input: 1, ${BOTH} }`), 'policy.0.opa', 'a map', ONE),
    row(`flags: { ofrep: { url: "http://s", ${BOTH} } }`, 'flags.ofrep', 'a map', ONE),
    row(`changes: [{ gitlab: { project: p, ${BOTH} } }]`, 'changes.0.gitlab', 'a map', ONE),
    row(`sources: { s: { url: "http://s", ${BOTH} } }`, 'sources.s', 'a map', ONE),
    row('sources: { s: { url: "http://s", bearer: { env: A }, headers: { Authorization: { env: B } } } }', 'sources.s', 'a map', ONE),
    row('logs: [{ loki: { url: "http://s", query: "{}", method: POST } }]', 'logs.0.loki.method', 'the unknown key', 'one of url'),
    row(
      'changes: [{ http: { url: "http://s", at: item.a, what: item.b, method: POST } }]',
      'changes.0.http.method',
      'the unknown key',
      'one of',
    ),
    row('flags: { http: { url: "http://s", on: "true", flag: f, method: DELETE } }', 'flags.http.method', '"DELETE"', 'one of GET, POST'),
    row('sources: { s: { url: "http://s", method: PUT } }', 'sources.s.method', '"PUT"', 'one of GET, POST'),
    row(policy('http: { url: "http://s", allow: "true", body: {} }'), 'policy.0.http', 'a map', '`method: POST`'),
    row('logs: [{ http: { url: "http://s", method: GET, body: x } }]', 'logs.0.http', 'a map', '`method: POST`'),
    row('flags: { http: { url: "http://s", on: "true", flag: f, body: 1 } }', 'flags.http', 'a map', '`method: POST`'),
  ])('%s', (more, ...told) => expectOne(more, told))

  test('what was written in the place of a secret is not told, be it as a key', () => {
    expect(mistakes('identities: { m: { bearer: { canary: b } } }')).toEqual([
      expect.stringMatching(/targets\.a\.identities\.m\.bearer: found a map, expected \{ env: NAME \} or \{ file: path \}$/),
    ])
  })

  test('a question by template is a GET unless it says otherwise', () => {
    const yaml = JSON.stringify({
      targets: {
        a: {
          urls: ['https://a.test/'],
          owner: 'x',
          logs: [{ http: { url: 'http://s' } }],
          policy: [{ http: { url: 'http://s', allow: 'true' } }],
          flags: { http: { url: 'http://s', on: 'true', flag: 'f' } },
        },
      },
    })
    const { targets } = loadConfig({ env: {}, readFile: () => yaml, language: configLanguage })

    expect(targets.a).toMatchObject({
      logs: [{ http: { method: 'GET' } }],
      policy: [{ http: { method: 'GET' } }],
      flags: { http: { method: 'GET' } },
    })
  })
})

describe('a secret in the query of a URL is told at start, without the secret', () => {
  const url = (query: string) => `"http://s/x?${query}"`

  test.each<[string, string, string]>([
    [`logs: [{ loki: { url: ${url('token=hunter2')}, query: "{}" } }]`, 'logs.0.loki.url', 'token'],
    [`logs: [{ http: { url: ${url('q={{ search.from }}&api_key=hunter2')} } }]`, 'logs.0.http.url', 'api_key'],
    [`policy: [{ opa: { url: ${url('access%5Ftoken=hunter2')}, input: 1 } }]`, 'policy.0.opa.url', 'access_token'],
    [`flags: { http: { url: ${url('sig=hunter2#x')}, on: "true", flag: f } }`, 'flags.http.url', 'sig'],
    [`changes: [{ http: { url: ${url('since={{ since }}&code=hunter2')}, at: item.a, what: item.b } }]`, 'changes.0.http.url', 'code'],
    [`issuers: [{ issuer: "http://i", jwks: ${url('key=hunter2')} }]`, 'issuers.0.jwks', 'key'],
    [`sources: { s: { url: ${url('secret=hunter2')} } }`, 'sources.s.url', 'secret'],
    [`egress: ${url('password=hunter2')}`, 'egress', 'password'],
    [
      `identities: { m: { oauth2: { tokenUrl: ${url('client_secret=hunter2')}, clientId: c, clientSecret: { env: A } } } }`,
      'identities.m.oauth2.tokenUrl',
      'client_secret',
    ],
    [`vantages: [{ name: p, proxy: ${url('token=hunter2')} }]`, 'vantages.0.proxy', 'token'],
  ])('%s', (more, key, name) => {
    expectOne(more, [key, `a value of ${name}, which is the name of a secret`, 'secrets in bearer, basic or headers'])
    expect(mistakes(more).join()).not.toContain('hunter2')
  })

  test.each(['service=orders&limit=5', 'token={{ token.sub }}', 'policy={{ "orders" }}', 'token=', 'token_type=x'])(
    '%s is none',
    (query) => {
      expect(mistakes(`logs: [{ http: { url: 'http://s/x?${query}' } }]`)).toEqual([])
    },
  )
})
