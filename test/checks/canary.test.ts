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
