import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import type { SubjectRequest } from '../../../src/checks/check.ts'
import { createCheckRunner } from '../../../src/checks/check-runner.ts'
import type { CheckResult } from '../../../src/checks/finding.ts'
import { catalogOf } from '../../../src/checks/registry.ts'
import { identify } from '../../../src/denial/identify.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'

const COOKIE = 'sid=the-session-of-ann'

type Ask = {
  request?: Partial<SubjectRequest>
  path?: string
  cookie?: string
  approved?: boolean
  before?: 'request'
  alsoListed?: string[]
}
type Asked = { value: Record<string, unknown>; line: string; seen: IncomingMessage[] }

/** Runs `session` as somebody with a cookie against a real server, after `request` where a walk would have run it before. */
async function askSession(
  listener: RequestListener,
  { request, path = '/orders', cookie = COOKIE, approved = false, before, alsoListed = [] }: Ask = {},
): Promise<Asked> {
  await using server = await startServer(listener)
  const targets = {
    shop: {
      urls: [server.url, ...alsoListed],
      identities: { browser: { cookie: { env: 'COOKIE' }, headers: { 'x-own-key': { env: 'KEY' } } } },
    },
  }
  const runner = createCheckRunner({ ...testPowers({ env: { COOKIE: cookie, KEY: 'the-key-of-ann' }, targets }), checks: catalogOf() })
  const url = `${server.url}${path}`
  const session = runner.openSession(
    incidentOf(url, { request: { method: 'GET', url, headers: {}, ...request }, subject: 'browser', approved }),
  )
  const run = (check: string, exchanges: CheckResult['exchanges']) =>
    session.start({ check, params: {}, exchanges, denial: identify(exchanges), urgent: true }).result
  const { exchanges } = before ? await run(before, []) : { exchanges: [] }
  const { finding } = await run('session', exchanges)
  await runner.close()
  if (finding.kind === 'failed') throw new Error(finding.message)
  return { value: finding.value, line: finding.line, seen: server.seen }
}

function sent({ seen }: Asked, method: string): IncomingMessage[] {
  return seen.filter((request) => request.method === method)
}

/** A form as Django guards it: the header has to say what the cookie says, and a Referer of its own host has to be there. */
const django: RequestListener = (request, response) => {
  const { cookie = '', referer = '', host } = request.headers
  if (request.method === 'GET')
    return void response.writeHead(200, { 'set-cookie': 'csrftoken=fresh-token-1; Path=/' }).end('<form method="post"></form>')
  const isGood =
    request.headers['x-csrftoken'] === 'fresh-token-1' && cookie.includes('csrftoken=fresh-token-1') && referer.includes(`${host}`)
  response.writeHead(isGood ? 201 : 403).end(isGood ? 'saved' : '<html>CSRF verification failed. Request aborted.</html>')
}

const form = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }

test('an approved write that was refused for its token is not sent a second time; the token and its place are told', async () => {
  const asked = await askSession(django, { request: form, approved: true, before: 'request' })

  expect(sent(asked, 'POST')).toHaveLength(1)
  expect(asked.value).toMatchObject({
    csrfRefused: true,
    csrfTokenFound: true,
    csrfFramework: 'Django',
    csrfHeader: 'x-csrftoken',
    csrfPage: '/orders',
    csrfWithoutStatus: 403,
    sentAlready: true,
    pressProves: true,
    csrfSent: false,
    csrfTokenPasses: false,
  })
  expect(asked.line).toContain('x-csrftoken')
})

test('a write that nobody approved never leaves', async () => {
  const asked = await askSession(django, { request: form })

  expect(sent(asked, 'POST')).toEqual([])
  expect(asked.value).toMatchObject({ csrfTokenFound: true, needsApproval: true, pressProves: true, sentAlready: false })
})

test('an approved write that has not left yet goes once, with token, cookie and Referer, and passes', async () => {
  const asked = await askSession(django, { request: form, approved: true })

  expect(sent(asked, 'POST')).toHaveLength(1)
  expect(asked.value).toMatchObject({ csrfTokenPasses: true, csrfStatus: 201, pressProves: false })
})

/** Passes reading, and whatever comes from its own origin. */
const originGuard =
  (guardsReading: boolean): RequestListener =>
  ({ method, headers }, response) => {
    const own = headers['sec-fetch-site'] === 'same-origin' && headers.origin === `http://${headers.host}`
    if (own || (method === 'GET' && !guardsReading)) return void response.writeHead(200).end('ok')
    response.writeHead(403).end('cross-origin request detected from Sec-Fetch-Site header')
  }

test('a write that was refused for where it comes from is not sent again; what is wrong with its origin is told', async () => {
  const request = { method: 'POST', headers: { origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' } }
  const asked = await askSession(originGuard(false), { request, approved: true, before: 'request' })

  expect(sent(asked, 'POST')).toHaveLength(1)
  expect(asked.value).toMatchObject({
    originRefused: true,
    originFault: 'foreign',
    crossSite: true,
    sentAlready: true,
    originPasses: false,
  })
  expect(asked.line).toContain('https://shop.example')
})

test('reading that is refused for where it comes from is tried from the site itself', async () => {
  const asked = await askSession(originGuard(true), { request: { headers: { origin: 'https://shop.example' } } })

  expect(asked.value).toMatchObject({ originRefused: true, originPasses: true, csrfTokenPasses: false, unstable: false })
})

test('reading that wants a nonce is tried with one, and asked again before it is believed', async () => {
  const wordpress: RequestListener = (request, response) => {
    if (request.url === '/wp-admin/admin-ajax.php?action=rest-nonce') return void response.end('a1b2c3d4e5')
    const isKnown = request.headers['x-wp-nonce'] === 'a1b2c3d4e5'
    response.writeHead(isKnown ? 200 : 401, { 'content-type': 'application/json' }).end(isKnown ? '[]' : '{"code":"rest_not_logged_in"}')
  }
  const asked = await askSession(wordpress, { path: '/wp-json/wp/v2/users?context=edit', cookie: 'wordpress_logged_in_1=ann' })

  expect(asked.value).toMatchObject({
    csrfFramework: 'WordPress',
    csrfSource: 'endpoint',
    csrfHeader: 'x-wp-nonce',
    csrfWithoutStatus: 401,
    csrfStatus: 200,
    csrfTokenPasses: true,
    unstable: false,
  })
})

test('a nonce that passes by luck is not believed', async () => {
  let calls = 0
  const unsteady: RequestListener = (request, response) => {
    if (request.url?.startsWith('/wp-admin')) return void response.end('a1b2c3d4e5')
    calls += 1
    const passes = request.headers['x-wp-nonce'] !== undefined || calls > 6
    response.writeHead(passes ? 200 : 401, { 'content-type': 'application/json' }).end('{"code":"rest_not_logged_in"}')
  }
  const asked = await askSession(unsteady, { path: '/wp-json/', cookie: 'wordpress_logged_in_1=ann' })

  expect(asked.value).toMatchObject({ csrfTokenPasses: false, unstable: true })
})

test('a header whose presence is enough is tried on reading', async () => {
  const apollo: RequestListener = ({ headers }, response) =>
    headers['apollo-require-preflight'] === undefined
      ? response.writeHead(403).end('This operation has been blocked as a potential Cross-Site Request Forgery (CSRF).')
      : response.end('{}')
  const asked = await askSession(apollo, { path: '/graphql?query=%7Bme%7D' })

  expect(asked.value).toMatchObject({ guardHeader: 'apollo-require-preflight', guardPasses: true, csrfTokenPasses: false })
})

test('the way to the login is gone as a browser goes it, and a cookie that gets lost on it is named', async () => {
  const signIn = (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith('/auth/login'))
      return void response.writeHead(302, { location: '/orders', 'set-cookie': 'shop_session=new; HttpOnly' }).end()
    if (request.headers.cookie?.includes('shop_session=new')) return void response.end('orders')
    response.writeHead(302, { location: '/auth/login?next=%2Forders' }).end()
  }
  const asked = await askSession(signIn)

  expect(asked.value).toMatchObject({
    loginRedirect: true,
    loginLoop: true,
    returnParameter: 'next',
    freshSessionPasses: false,
    lostCookies: ['shop_session'],
    cookieReasons: ['The cookie shop_session is for the path /auth, and /orders is not under it.'],
  })
  expect(asked.line).toContain('circle')
})

test('a login on another origin is looked at, and gets nothing that says who asks', async () => {
  await using login = await startServer((_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<form action="/login"><input type="password" name="password"></form>'),
  )
  const toLogin: RequestListener = (_, response) => response.writeHead(302, { location: `${login.url}/login` }).end()
  const asked = await askSession(toLogin, { alsoListed: [login.url] })

  expect(asked.value).toMatchObject({ loginRedirect: true, loginTo: `${login.url}/login`, loginLoop: false, returnLost: true })
  expect(login.seen.length).toBeGreaterThan(0)
  expect(login.seen.filter(({ headers }) => headers.cookie !== undefined || headers['x-own-key'] !== undefined)).toEqual([])
})

test('an old cookie that is refused where none at all passes', async () => {
  const poisoned: RequestListener = ({ headers }, response) =>
    headers.cookie === undefined ? response.end('hello') : response.writeHead(403).end('Forbidden')
  const asked = await askSession(poisoned)

  expect(asked.value).toMatchObject({ worseThanNone: true, freshFrom: 'cleared', staleSession: true, freshSessionPasses: true })
})

test('an anonymous session that only the start page hands out is found there', async () => {
  const shop: RequestListener = ({ url, headers }, response) => {
    if (url === '/') return void response.writeHead(200, { 'set-cookie': 'sid=anonymous-1; Path=/' }).end('hello')
    return headers.cookie === 'sid=anonymous-1' ? void response.end('cart') : void response.writeHead(403).end('Forbidden')
  }
  const asked = await askSession(shop)

  expect(asked.value).toMatchObject({ staleSession: true, freshFrom: 'start-page', worseThanNone: false })
})

test('no value of a cookie or token is told', async () => {
  const asked = await askSession(django, { request: form, approved: true, before: 'request' })

  expect(JSON.stringify([asked.value, asked.line])).not.toMatch(/fresh-token-1|the-session-of-ann/)
})
