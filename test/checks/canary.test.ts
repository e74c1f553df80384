import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { createCheckRunner } from '../../src/checks/check-runner.ts'
import { catalogOf } from '../../src/checks/registry.ts'
import { identify } from '../../src/denial/identify.ts'
import type { Exchange } from '../../src/exchange.ts'
import { startServer } from './loopback-server.ts'
import { incidentOf, testPowers } from './prober/open-test-session.ts'

const CANARIES = [
  'canary-bearer-7c1f9a',
  'canary-pass+/w=rd é',
  'canary-cookie-51d2',
  'canary-key-88aa01',
  'canary-own-3f3f3f',
  'canary-set-cookie-77',
  'canary-query-1234',
  'canary-body 5678',
]
const [BEARER = '', PASSWORD = '', COOKIE = '', KEY = '', OWN = '', SET = '', QUERY = '', BODY = ''] = CANARIES
const JWT = [
  `eyJhbGciOiJIUzI1NiJ9`,
  Buffer.from(JSON.stringify({ sub: 'ann', exp: 1, tenant: 'acme' })).toString('base64url'),
  'canary_signature_part',
].join('.')

const identities = {
  member: { role: 'member', bearer: { env: 'BEARER' } },
  jwt: { role: 'member', bearer: { env: 'JWT' } },
  boss: { role: 'admin', basic: { username: 'root', password: { env: 'PASSWORD' } } },
  browser: { cookie: { env: 'COOKIE' } },
  robot: { headers: { 'x-odd': { env: 'KEY' } } },
}
const env = { BEARER, PASSWORD, JWT, COOKIE: `sid=${COOKIE}; lang=en`, KEY }

/** Every form in which a canary may come back. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    secret.toUpperCase(),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
  ]
}

/** A target that echoes all that it is sent: body, headers, redirect, cookies, in every encoding. */
async function echo(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse): Promise<void> {
  const text = Buffer.concat(await request.toArray()).toString()
  const sent = Object.values(request.headers).flat().join(' ')
  const values = [sent, ...sent.split(/[\s;=]+/), decodeURIComponent(request.url ?? '')].filter((value) => value.length > 3)
  const told = [...values, Buffer.from(sent.split(' ').at(-1) ?? '', 'base64').toString()].flatMap(formsOf)
  const latin = (text: string) => text.replace(/[^\x20-\x7e]/g, '?')
  const posted = new URLSearchParams(text).get('password') ?? ''
  const body = JSON.stringify({ message: 'CSRF token invalid, session expired', sent: request.headers, told, url: request.url, posted })
  const headers = {
    'content-encoding': 'gzip',
    'content-type': 'application/json',
    'set-cookie': [`sid=${SET}; Path=/`, `csrftoken=${SET}; Path=/`],
    'x-access-code': 'canary-42',
    'x-echo': latin(told.slice(0, 40).join(' ')).slice(0, 8_000),
    'x-echo-base64': Buffer.from(sent).toString('base64').slice(0, 8_000),
    'www-authenticate': latin(`Bearer realm="${request.headers.authorization ?? ''}", error="invalid_token"`),
    ...(request.url?.startsWith('/move')
      ? { location: `/to?access_token=${encodeURIComponent(QUERY)}&x=${encodeURIComponent(latin(sent)).slice(0, 4_000)}` }
      : {}),
  }
  response.writeHead(request.url?.startsWith('/move') ? 302 : 403, headers).end(gzipSync(body))
}

const checks = [...catalogOf().values()]
const subjects = ['request', ...Object.keys(identities)]
const cases = checks.flatMap((check) => subjects.map((subject) => [check.name, subject] as const))

test.each(cases)('%s as %s shows no secret on any surface, though the target echoes all it is sent', async (name, subject) => {
  await using server = await startServer(echo)
  const targets = { shop: { urls: [server.url], identities } }
  const runner = createCheckRunner({ ...testPowers({ env, targets }), checks: catalogOf() })
  const url = `${server.url}/move?api_key=${encodeURIComponent(QUERY)}`
  const request = {
    method: 'POST',
    url,
    headers: { Authorization: `Bearer ${OWN}`, Cookie: `own=${OWN}`, 'Content-Type': 'text/plain' },
    body: `user=ann&note=canary-note&password=${encodeURIComponent(BODY)}`,
  }
  const session = runner.openSession(incidentOf(url, { request, subject, approved: true }))
  const start = (check: string, exchanges: readonly Exchange[]) =>
    session.start({ check, params: {}, exchanges, denial: identify(exchanges), urgent: true }).result

  const first = await start('request', [])
  const result = await start(name, first.exchanges)
  await runner.close()

  const shown = JSON.stringify([first, result])
  for (const secret of [...CANARIES, JWT, 'canary_signature_part', 'root:'.concat(PASSWORD)]) {
    for (const form of formsOf(secret)) expect(shown).not.toContain(JSON.stringify(form).slice(1, -1))
  }
  expect(shown.toLowerCase()).not.toContain('canary')
})

const ACCESS = [
  'canary-loki-4401',
  'canary-elastic-4402',
  'canary-opa-4403',
  'canary-flags-4404',
  'canary-changes-4405',
  'canary-source-4406',
]
const CLIENT = [
  'canary-client-5501',
  'canary-refresh-5502',
  'canary-introspect-5503',
  'canary-proxy-5504',
  'CanaryAwsKey5505',
  'canary-aws-5506',
]
/** What the services themselves hand out: tokens, and secrets of other people. */
const FETCHED = 'canary-fetched-token-6601'
const ROTATED = 'canary-rotated-6602'
const OTHERS = ['eyJhbGciOiJub25lIn0.eyJjYW5hcnkiOjF9.canary_of_another', 'canary-others-session-7701', 'canary-others-password-7702']
const [ACCESS_LOKI, ACCESS_ELASTIC, ACCESS_OPA, ACCESS_FLAGS, ACCESS_CHANGES, ACCESS_SOURCE] = ACCESS
const [CLIENT_SECRET, REFRESH, INTROSPECT, PROXY, AWS_ID, AWS_SECRET] = CLIENT
const sourceEnv = {
  ...{ ACCESS_LOKI, ACCESS_ELASTIC, ACCESS_OPA, ACCESS_FLAGS, ACCESS_CHANGES, ACCESS_SOURCE },
  ...{ CLIENT_SECRET, REFRESH, INTROSPECT, PROXY, AWS_ID, AWS_SECRET },
} as Record<string, string>

const bearer = (name: string) => ({ bearer: { env: name } })

/** One target with every kind of source, all at `url`, and identities whose tokens are fetched there. */
function everySource(url: string) {
  const oauth2 = { tokenUrl: `${url}/token`, clientId: 'robot', clientSecret: { env: 'CLIENT_SECRET' } }
  return {
    identities: {
      ...identities,
      fetched: { role: 'member', oauth2 },
      renewed: { role: 'member', oauth2: { ...oauth2, refreshToken: { env: 'REFRESH' }, authentication: 'post' } },
    },
    vantages: [{ name: 'eu', proxy: url, basic: { username: 'robot', password: { env: 'PROXY' } } }],
    logs: [
      { loki: { url, query: '{app="edge"}', ...bearer('ACCESS_LOKI') } },
      { elasticsearch: { url, index: 'logs', headers: { authorization: { env: 'ACCESS_ELASTIC' } } } },
      { http: { url: `${url}/lines?for={{ incident.path }}`, ...bearer('ACCESS_LOKI') } },
    ],
    policy: [
      { opa: { url: `${url}/v1/data/a`, input: { of: '{{ subject }}' }, ...bearer('ACCESS_OPA') } },
      { kubernetes: { url } },
      { openfga: { url, store: 's', user: 'user:{{ subject }}', relation: 'r', object: 'o', ...bearer('ACCESS_OPA') } },
      { cerbos: { url, principal: { id: 'a' }, resource: { kind: 'b' }, action: 'read', ...bearer('ACCESS_OPA') } },
      { keycloak: { url, audience: 'a', permissions: ['p'] } },
      { aws: { url, accessKeyId: { env: 'AWS_ID' }, secretAccessKey: { env: 'AWS_SECRET' }, principal: 'p', action: 'a' } },
      { http: { url: `${url}/decide`, allow: 'json.allow', reason: 'text', rule: 'text', ...bearer('ACCESS_OPA') } },
    ],
    flags: {
      ofrep: { url, flags: ['a'], ...bearer('ACCESS_FLAGS') },
      unleash: { url, headers: { authorization: { env: 'ACCESS_FLAGS' } } },
      http: { url: `${url}/flag`, on: 'json.on', flag: 'b', basic: { username: 'robot', password: { env: 'ACCESS_FLAGS' } } },
    },
    changes: [
      { github: { url, repository: 'a/b', ...bearer('ACCESS_CHANGES') } },
      {
        http: {
          url: `${url}/changes`,
          items: 'json.items',
          at: 'item.at',
          what: 'item.what',
          who: 'item.what',
          ...bearer('ACCESS_CHANGES'),
        },
      },
    ],
    issuers: [{ issuer: url, introspection: { url: `${url}/introspect`, clientId: 'c', clientSecret: { env: 'INTROSPECT' } } }],
    sources: { entitled: { url, ...bearer('ACCESS_SOURCE') } },
    egress: url,
  }
}

/** What stands in a text as base64 or hexadecimal, cut or not. */
function decodings(text: string): string {
  const base64 = (text.match(/[\w+/-]{8,}/g) ?? []).flatMap((run) =>
    [0, 1, 2, 3].map((at) => Buffer.from(run.slice(at), 'base64').toString('latin1')),
  )
  const hex = (text.match(/[0-9a-f]{12,}/gi) ?? []).flatMap((run) =>
    [0, 1].map((at) => Buffer.from(run.slice(at), 'hex').toString('latin1')),
  )
  return [...base64, ...hex].join('\n')
}

/** A service that tells all that it was sent and other people's secrets, in the fields that each kind of answer is read from. */
async function gossip(
  request: import('node:http').IncomingMessage,
  response: import('node:http').ServerResponse,
  fails: boolean,
): Promise<void> {
  const posted = Buffer.concat(await request.toArray()).toString()
  const sent = [request.headers.authorization, request.headers['proxy-authorization'], decodeURIComponent(request.url ?? ''), posted].join(
    ' ',
  )
  const words = sent.split(/[\s;=&"]+/).filter((word) => /canary|Y2F|bearer/i.test(word))
  const [jwt, session, password] = OTHERS
  const told = `no: ${sent} ${words.flatMap(formsOf).join(' ')} session_id=${session} password=${password} authorization: Bearer ${jwt}`
  const at = '2026-03-01T11:59:59Z'
  const trace = String(request.headers.traceparent ?? '')
  const line = `{"msg":"AccessDenied: ${sent.replace(/["\\]/g, '')} password=${password}","path":"/move","method":"POST","status":403,"trace_id":"${trace}","authorization":"Bearer ${jwt}"}`
  const isToken = request.url?.startsWith('/token') && !fails
  const answer = isToken
    ? { access_token: FETCHED, refresh_token: ROTATED, token_type: 'Bearer', expires_in: 3600, id_token: jwt }
    : {
        ...{
          error: told,
          error_description: told,
          message: told,
          result: { allow: false, reason: told, rule: told },
          decision_id: told,
        },
        ...{
          allow: false,
          allowed: false,
          on: true,
          value: true,
          reason: told,
          variant: told,
          issuer: 'http://x',
          active: true,
          scope: told,
          client_id: told,
        },
        ...{
          toggles: [{ name: told, enabled: true, variant: { name: told } }],
          items: [{ at, what: told }],
          status: { allowed: false, denied: true, reason: told },
        },
        ...{ data: { resultType: 'streams', result: [{ stream: { app: told }, values: [[`${Date.parse(at)}000000`, line]] }] } },
        ...{ hits: { hits: [{ _id: '1', _source: { '@timestamp': at, message: line, access_token: session } }] } },
        ...{
          access_token: session,
          [words[0] ?? 'x']: told,
          results: [{ actions: { read: 'EFFECT_DENY' }, meta: { actions: { read: { matchedPolicy: told } } } }],
        },
      }
  response.writeHead(fails ? 500 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}

/** Checks that look at the services beside a target. */
const ASKING = new Set(['logs', 'policy', 'flag', 'changes', 'http', 'token', 'network', 'vantage'])

const sourced = checks.flatMap((check) =>
  ['jwt', 'fetched', 'renewed'].flatMap((subject) => [false, true].map((fails) => [check.name, subject, fails] as const)),
)

test.each(sourced)(
  '%s as %s with every kind of source shows no secret of theirs (they fail: %s)',
  async (name, subject, fails) => {
    await using target = await startServer(echo)
    await using service = await startServer((request, response) => gossip(request, response, fails))
    const logged: unknown[] = []
    const note = (...facts: unknown[]) => void logged.push(facts)
    const log = { debug: note, info: note, warn: note, error: note }
    const targets = { shop: { urls: [target.url], ...everySource(service.url) } }
    const runner = createCheckRunner({ ...testPowers({ env: { ...env, ...sourceEnv }, targets, log }), checks: catalogOf() })
    const url = `${target.url}/move?api_key=${encodeURIComponent(QUERY)}`
    const session = runner.openSession(incidentOf(url, { request: { method: 'POST', url, headers: {} }, subject, approved: true }))
    const params =
      name === 'http' ? { source: 'entitled', path: '/', expect: ['json.on == false'] } : name === 'token' ? { fresh: true } : {}
    const start = (check: string, given: Record<string, unknown>, exchanges: readonly Exchange[]) =>
      session.start({ check, params: given, exchanges, denial: identify(exchanges), urgent: true }).result

    const first = await start('request', {}, [])
    const result = await start(name, params, first.exchanges)
    await runner.close()

    // A JWT is shown to the issuer that it names alone, and this one names none.
    if (ASKING.has(name) && !(name === 'token' && subject === 'jwt')) expect(service.seen.length).toBeGreaterThan(0)
    const shown = JSON.stringify([first, result, logged])
    for (const secret of [...CANARIES, JWT, ...ACCESS, ...CLIENT, ...OTHERS, FETCHED, ROTATED].filter((secret) => secret !== AWS_ID)) {
      for (const form of formsOf(secret)) expect(shown).not.toContain(JSON.stringify(form).slice(1, -1))
    }
    expect(shown.toLowerCase()).not.toMatch(/canary(?!awskey)/)
    expect(decodings(shown)).not.toMatch(/canary/i)
  },
  20_000,
)
