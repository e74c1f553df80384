import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { SubjectRequest } from '../../../src/checks/check.ts'
import { createCheckRunner } from '../../../src/checks/check-runner.ts'
import { catalogOf } from '../../../src/checks/registry.ts'
import { identify } from '../../../src/denial/identify.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'

const PAGE = 'https://app.test'
const identities = { member: { headers: { 'x-api-key': { env: 'KEY' } } }, browser: { cookie: { env: 'COOKIE' } } }
const env = { KEY: 'canary-key', COOKIE: 'sid=canary-session' }

type Seen = { method: string; headers: IncomingHttpHeaders }
type Answer = { status?: number; headers?: OutgoingHttpHeaders; body?: string }
type Run = { answer(seen: Seen): Answer; request?: Partial<SubjectRequest>; subject?: string; params?: object }

/** Runs `cors` on a server that answers by `answer`. */
async function run({ answer, request = {}, subject = 'anonymous', params = {} }: Run) {
  const seen: Seen[] = []
  await using server = await startServer((message, response) => {
    const one = { method: message.method ?? '', headers: message.headers }
    seen.push(one)
    const { status = 200, headers = {}, body = '' } = answer(one)
    response.writeHead(status, headers).end(body)
  })
  const runner = createCheckRunner({ ...testPowers({ env, targets: { shop: { urls: [server.url], identities } } }), checks: catalogOf() })
  const url = `${server.url}/orders`
  const session = runner.openSession(incidentOf(url, { request: { method: 'GET', url, headers: {}, ...request }, subject, approved: true }))
  const input = { check: 'cors', params: { ...params }, exchanges: [], denial: identify([]), urgent: true }
  const result = await session.start(input).result
  await runner.close()
  const value = result.finding.kind === 'found' ? result.finding.value : result.finding
  return { value, seen, preflights: seen.filter(({ method }) => method === 'OPTIONS'), exchanges: result.exchanges }
}

const allow = (origin: string | undefined, more: OutgoingHttpHeaders = {}) => ({
  headers: { ...(origin !== undefined && { 'access-control-allow-origin': origin }), vary: 'Origin', ...more },
})

describe('the preflight', () => {
  const write = { method: 'PUT', headers: { 'Content-Type': 'application/json', 'X-Trace': 'a', Origin: PAGE }, body: '{"a":1}' }

  test('is sent as a browser sends it: no credentials, no headers, no body, names sorted; the write itself is never sent', async () => {
    const { preflights, seen } = await run({ request: write, subject: 'member', answer: () => allow(PAGE) })

    expect(preflights).toHaveLength(1)
    expect(preflights[0]?.headers).toMatchObject({
      origin: PAGE,
      'access-control-request-method': 'PUT',
      'access-control-request-headers': 'content-type,x-api-key,x-trace',
    })
    for (const name of ['x-api-key', 'x-trace', 'content-type', 'cookie']) expect(preflights[0]?.headers).not.toHaveProperty(name)
    expect(new Set(seen.map(({ method }) => method))).toEqual(new Set(['OPTIONS', 'GET']))
  })

  test('that is refused for want of a key, and passes with it, needs a login', async () => {
    const { value, preflights } = await run({
      request: write,
      subject: 'member',
      answer: ({ headers }) => (headers['x-api-key'] === 'canary-key' ? allow(PAGE) : { status: 403 }),
    })

    expect(preflights).toHaveLength(2)
    expect(value).toMatchObject({
      preflightStatus: 403,
      preflightNeedsLogin: true,
      problem: 'preflight-needs-login',
      browserWouldBlock: true,
    })
    expect(JSON.stringify(value)).not.toContain('canary')
  })

  test('that is refused with a key as well is refused, no more', async () => {
    const { value } = await run({
      request: write,
      subject: 'member',
      answer: ({ method }) => (method === 'OPTIONS' ? { status: 405 } : allow(PAGE)),
    })

    expect(value).toMatchObject({ preflightRefused: true, preflightNeedsLogin: false, problem: 'preflight-refused' })
  })

  test('that leads to a login page is one too', async () => {
    const { value, preflights } = await run({
      request: write,
      answer: ({ method }) => (method === 'OPTIONS' ? { status: 302, headers: { location: '/login?next=/orders' } } : allow(PAGE)),
    })

    expect(preflights).toHaveLength(1)
    expect(value).toMatchObject({ preflightRedirects: true, problem: 'preflight-needs-login' })
  })

  test('that allows all is no problem', async () => {
    const { value } = await run({
      request: write,
      answer: () => allow(PAGE, { 'access-control-allow-methods': 'PUT', 'access-control-allow-headers': 'Content-Type, X-Trace' }),
    })

    expect(value).toMatchObject({ problem: '', methodAllowed: true, headersAllowed: true, originAllowed: true, browserWouldBlock: false })
  })
})

describe('the server refuses by Origin', () => {
  test('of the page, each time', async () => {
    const { value } = await run({
      request: { headers: { Origin: PAGE } },
      answer: ({ headers }) => (headers.origin === PAGE ? { status: 403, body: 'Invalid CORS request' } : {}),
    })

    expect(value).toMatchObject({
      originFlips: true,
      refusedOrigins: ['page'],
      passedOrigins: ['own', 'none', 'foreign'],
      problem: 'origin',
    })
  })

  test('of its own host, as behind a proxy that hides https', async () => {
    const { value } = await run({ answer: ({ headers }) => (headers.origin?.startsWith('http://127') ? { status: 403 } : {}) })

    expect(value).toMatchObject({ crossOrigin: false, originFlips: true, problem: 'origin', browserWouldBlock: false })
  })

  test('not, where that changes from call to call', async () => {
    let calls = 0
    const { value } = await run({
      request: { headers: { Origin: PAGE } },
      answer: ({ method }) => ({ status: method === 'GET' && ++calls % 2 === 1 ? 403 : 200 }),
    })

    expect(value).toMatchObject({ originFlips: false, unstable: true })
  })

  test('not, where it refuses everybody; the script does not even see the status', async () => {
    const { value, seen } = await run({ request: { headers: { Referer: `${PAGE}/cart` } }, answer: () => ({ status: 403 }) })

    expect(value).toMatchObject({ origin: PAGE, crossOrigin: true, originFlips: false, refusalHidden: true, problem: 'origin' })
    expect(seen.filter(({ method }) => method === 'GET')).toHaveLength(4)
  })
})

describe('the answer', () => {
  test('with * is not taken where cookies are sent', async () => {
    const { value } = await run({ subject: 'browser', params: { origin: PAGE }, answer: () => allow('*') })

    expect(value).toMatchObject({ wildcardWithCredentials: true, problem: 'credentials', anyOriginAllowed: true })
  })

  test('without leave for credentials is not taken either', async () => {
    const { value } = await run({ subject: 'browser', params: { origin: PAGE }, answer: ({ headers }) => allow(headers.origin) })

    expect(value).toMatchObject({ wildcardWithCredentials: false, originAllowed: true, credentialsAllowed: false, problem: 'credentials' })
  })

  test('is fine for a page that is named, with credentials', async () => {
    const { value } = await run({
      subject: 'browser',
      params: { origin: PAGE },
      answer: () => allow(PAGE, { 'access-control-allow-credentials': 'true' }),
    })

    expect(value).toMatchObject({ problem: '', credentialsAllowed: true, anyOriginAllowed: false, varyMissing: false })
  })

  test('to the origin null is read as such', async () => {
    const { value } = await run({ request: { headers: { Origin: 'null' } }, answer: () => allow(PAGE) })

    expect(value).toMatchObject({ nullOrigin: true, crossOrigin: true, originAllowed: false, problem: 'origin' })
  })
})

test('a made-up Origin that is refused in other words does not take the place of the refusal under diagnosis', async () => {
  const answer = ({ headers }: Seen) => ({
    status: 403,
    body: headers.origin === 'https://why403.invalid' ? 'Invalid CORS request' : 'You do not have permission to perform this action',
  })
  const { exchanges } = await run({ request: { headers: { Origin: PAGE } }, answer })
  const own = exchanges.find(({ request }) => request.method === 'GET' && request.headers.origin?.[0] === PAGE)

  expect(own && identify([own, ...exchanges])).toMatchObject({ cause: 'insufficient-permissions' })
})

test('an origin with a path is refused as a parameter', () => {
  const { input } = catalogOf().get('cors') ?? {}

  expect(input?.safeParse({ origin: 'https://app.test/cart' }).success).toBe(false)
  expect(input?.safeParse({ origin: 'null' }).success).toBe(true)
})
