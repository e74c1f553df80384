import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { SubjectRequest } from '../../../src/checks/check.ts'
import { createCheckRunner } from '../../../src/checks/check-runner.ts'
import { catalogOf } from '../../../src/checks/registry.ts'
import { identify } from '../../../src/denial/identify.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { startServer } from '../loopback-server.ts'
import { incidentOf, testPowers } from '../prober/open-test-session.ts'

type Seen = { method: string; url: URL; headers: IncomingMessage['headers']; body: string }
type Refuses = (seen: Seen, count: number) => boolean | number

const identities = {
  member: { bearer: { env: 'BEARER' } },
  browser: { cookie: { env: 'COOKIE' } },
}
const env = { BEARER: 'canary-bearer', COOKIE: 'sid=canary-session; theme=dark; promo=%24%7Bx%7D; lang=en' }

async function readSeen(request: IncomingMessage): Promise<Seen> {
  const body = Buffer.concat(await request.toArray()).toString()
  return { method: request.method ?? '', url: new URL(request.url ?? '', 'http://x.test'), headers: request.headers, body }
}

type Run = {
  refuses: Refuses
  path?: string
  request?: Partial<SubjectRequest>
  subject?: string
  params?: object
  approved?: boolean
  budget?: number
  exchanges?: readonly Exchange[]
}

/** Lets `minimize` loose on a server that refuses what `refuses` says: true for 403, or a status. */
async function run({
  refuses,
  path = '/orders',
  request = {},
  subject = 'anonymous',
  params = {},
  approved = false,
  budget = 100,
  exchanges = [],
}: Run) {
  const seen: Seen[] = []
  async function answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const one = await readSeen(message)
    seen.push(one)
    const status = refuses(one, seen.length)
    response.writeHead(status === true ? 403 : status === false ? 200 : status).end(status === false ? 'welcome' : 'Forbidden')
  }
  await using server = await startServer((message, response) => void answer(message, response))
  const targets = { shop: { urls: [server.url], identities, budget: { probes: budget, perSecond: 1000, burst: 1000 } } }
  const runner = createCheckRunner({ ...testPowers({ env, targets }), checks: catalogOf() })
  const url = `${server.url}${path}`
  const session = runner.openSession(incidentOf(url, { request: { method: 'GET', url, headers: {}, ...request }, subject, approved }))
  const input = { check: 'minimize', params: { ...params }, denial: identify(exchanges), urgent: true }
  const result = await session.start({ ...input, exchanges }).result
  await runner.close()
  const value = result.finding.kind === 'found' ? result.finding.value : result.finding
  return { value, seen, result, denial: identify(result.exchanges) }
}

const isWord = (text: string) => /drop\W+table/i.test(text)

describe('the guilty part is found over the wire', () => {
  test('a word in one of many query parameters', async () => {
    const { value, seen, denial } = await run({
      path: '/search?page=2&sort=asc&q=drop%20table%20lamp&size=20&q=chair',
      request: { headers: { 'X-A': '1', 'X-B': '2', Accept: 'text/html' } },
      refuses: ({ url }) => isWord(url.searchParams.getAll('q').join('|')),
    })

    expect(value).toMatchObject({
      flips: true,
      kind: 'query',
      name: 'q',
      parts: [{ how: 'removed' }],
      contentDecides: true,
      exact: true,
      alone: true,
    })
    expect(value).toMatchObject({ unstable: false, stopped: '', of: 8, passedWithout: 'the query parameter q' })
    expect(seen.length).toBeLessThan(28)
    expect(denial.cause).toBe('waf-rule')
  })

  test('an expression in one header', async () => {
    const { value, denial } = await run({
      request: { headers: { 'X-Client-Flags': '%{beta}', 'X-Trace': 'a', 'Accept-Language': 'de' } },
      refuses: ({ headers }) => Object.values(headers).some((text) => String(text).includes('%{')),
    })

    expect(value).toMatchObject({ flips: true, kind: 'header', name: 'x-client-flags', contentDecides: true })
    expect(denial.cause).toBe('waf-rule')
    expect(denial.evidence.map(({ text }) => text)).toContain('GET without x-client-flags: 200')
  })

  test('a header that must not be there, whatever it holds', async () => {
    const { value } = await run({ request: { headers: { 'X-Debug': 'yes' } }, refuses: ({ headers }) => headers['x-debug'] !== undefined })

    expect(value).toMatchObject({ flips: true, name: 'x-debug', contentDecides: false, plain: true })
  })

  test('one cookie of a browser, while its session stays', async () => {
    const { value, seen } = await run({
      subject: 'browser',
      refuses: ({ headers }) => (headers.cookie?.includes('sid=') ? headers.cookie.includes('%24%7B') : 401),
    })

    expect(value).toMatchObject({ flips: true, kind: 'cookie', name: 'promo', contentDecides: true })
    expect(seen.every(({ headers }) => headers.cookie?.includes('sid=canary-session'))).toBe(true)
    expect(JSON.stringify(value)).not.toContain('canary')
  })

  test('a field of a JSON body that is sent with GET', async () => {
    const { value } = await run({
      request: { headers: { 'Content-Type': 'application/json' }, body: '{"size":5,"query":{"match":{"title":"drop table","lang":"en"}}}' },
      refuses: ({ body }) => isWord(body),
    })

    expect(value).toMatchObject({ flips: true, kind: 'body', name: '/query/match/title', contentDecides: true })
  })

  test('two parameters that only count together', async () => {
    const { value } = await run({
      path: '/search?a=1&b=2&c=3',
      refuses: ({ url }) => url.searchParams.has('a') && url.searchParams.has('c'),
    })

    expect(value).toMatchObject({ flips: true, kind: 'query', name: 'a', exact: true, alone: false })
  })

  test('a parameter that is refused where two are each refused', async () => {
    const { value } = await run({
      path: '/search?a=1&b=2&c=3',
      refuses: ({ url }) => url.searchParams.has('a') || url.searchParams.has('c'),
    })

    expect(value).toMatchObject({ flips: true, passedWithout: 'the query parameter a and the query parameter c', exact: true })
    expect(value).not.toHaveProperty('kind')
  })

  test('a Referer of another site', async () => {
    const { value, denial } = await run({
      path: '/photo.jpg',
      request: { headers: { Referer: 'https://blog.test/post', 'Accept-Language': 'de' } },
      refuses: ({ headers }) => !(headers.referer === undefined || headers.referer.includes('127.0.0.1')),
    })

    expect(value).toMatchObject({ flips: true, kind: 'header', name: 'referer', how: 'removed' })
    expect(denial.cause).toBe('resource-rule')
  })

  test('a Referer that is missing', async () => {
    const { value, denial } = await run({ path: '/photo.jpg', refuses: ({ headers }) => !headers.referer?.startsWith('http://127.0.0.1') })

    expect(value).toMatchObject({
      flips: true,
      added: ['referer'],
      kind: 'header',
      how: 'added',
      passedWith: 'the header referer',
      passedWithout: '',
    })
    expect(denial.cause).toBe('resource-rule')
  })

  test('what is missing besides the Referer, where one alone does not do', async () => {
    const { value } = await run({
      refuses: ({ headers }) => !(headers.referer && headers['x-requested-with'] === 'XMLHttpRequest'),
    })

    expect(value).toMatchObject({ flips: true, added: ['referer', 'x-requested-with'] })
  })

  test('the person’s own User-Agent', async () => {
    const { value } = await run({
      request: { headers: { 'User-Agent': 'curl/8', 'X-A': '1' } },
      refuses: ({ headers }) => headers['user-agent']?.startsWith('curl/') ?? false,
    })

    expect(value).toMatchObject({ flips: true, kind: 'header', name: 'user-agent', contentDecides: true })
  })

  test('who asks, rather than the header, where another identity passes', async () => {
    const { value, seen, result } = await run({
      params: { allowed: { as: 'member', headers: { 'X-Beta': '' } } },
      request: { headers: { 'X-Beta': '1' } },
      refuses: ({ headers }) => headers.authorization === undefined,
    })

    expect(value).toMatchObject({ flips: true, kind: 'credential', name: 'member' })
    expect(result.finding).toMatchObject({ line: 'The same request passes as member: who asks decides.' })
    expect(seen.some(({ headers }) => headers.authorization === 'Bearer canary-bearer')).toBe(true)
  })
})

describe('what cannot be told is said', () => {
  test('a target that throws a coin', async () => {
    const { value } = await run({
      path: '/orders?a=1&b=2',
      refuses: ({ url }, count) => count === 1 || (url.search === '' ? count % 3 === 0 : true),
    })

    expect(value).toMatchObject({ unstable: true, flips: false, parts: [], nothingFlips: false })
  })

  test('a counter that lets a few pass after the first refusal', async () => {
    const { value } = await run({ path: '/orders?a=1', refuses: (_, count) => count === 1 || count > 2 })

    expect(value).toMatchObject({ flips: false, parts: [], stopped: 'rate', unstable: false })
  })

  test('a limiter that answers 429 in the midst', async () => {
    const { value, seen } = await run({
      path: '/orders?a=1&b=2&c=3&d=4',
      refuses: ({ url }, count) => (count > 3 ? 429 : url.searchParams.has('c')),
    })

    expect(value).toMatchObject({ flips: false, stopped: 'rate', parts: [] })
    expect(seen.length).toBeLessThanOrEqual(4)
  })

  test('nothing that flips it', async () => {
    const { value, seen, result } = await run({ path: '/orders?a=1', request: { headers: { 'X-A': '1' } }, refuses: () => true })

    expect(value).toMatchObject({ nothingFlips: true, flips: false, stopped: '', refused: true })
    expect(seen.length).toBeLessThanOrEqual(17)
    expect(result.exchanges.at(-1)?.request.url).toContain('/orders?a=1')
    expect(result.exchanges.at(-1)?.request.headers['x-a']).toEqual(['1'])
  })

  test('a request that passes now', async () => {
    const { value, seen } = await run({ path: '/orders?a=1', refuses: () => false })

    expect(value).toMatchObject({ refused: false, flips: false, tried: 0 })
    expect(seen).toHaveLength(1)
  })

  test('a broken server is no pass', async () => {
    const { value } = await run({ path: '/orders?a=1', refuses: ({ url }) => (url.search === '?a=1' ? true : 500) })

    expect(value).toMatchObject({ flips: false, nothingFlips: true })
  })

  test('never more probes than are left, and no part by half', async () => {
    const path = `/orders?${Array.from({ length: 30 }, (_, i) => `p${i}=${i}`).join('&')}`
    const { value, seen } = await run({ path, budget: 13, refuses: ({ url }) => url.searchParams.has('p17') && url.searchParams.has('p3') })

    expect(seen.length).toBeLessThanOrEqual(13)
    expect(value).toMatchObject({ flips: true, exact: false, stopped: 'budget' })
  })

  test('no secret parameter is left out or replaced', async () => {
    const { seen } = await run({ path: '/orders?api_key=canary&q=1', refuses: () => true })

    expect(seen.every(({ url }) => url.searchParams.get('api_key') === 'canary')).toBe(true)
  })
})

describe('an unsafe request is never sent by it', () => {
  const write = { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Flags': '%{x}' }, body: '{"q":"drop table"}' }

  test('though it was approved; where GET is refused alike, headers are taken apart with it', async () => {
    const { value, seen } = await run({ request: write, approved: true, refuses: ({ headers }) => headers['x-flags'] === '%{x}' })

    expect(seen.map(({ method }) => method)).not.toContain('POST')
    expect(seen.every(({ body }) => body === '')).toBe(true)
    expect(value).toMatchObject({ flips: true, name: 'x-flags', method: 'GET', safeInstead: true, bodyLeft: true })
  })

  test('where it alone is refused, that is all that is said', async () => {
    const { value, seen } = await run({ request: write, approved: true, refuses: ({ method }) => method === 'POST' })

    expect(seen.map(({ method }) => method).sort()).toEqual(['GET', 'HEAD', 'OPTIONS'])
    expect(value).toMatchObject({ refused: true, stopped: 'approval', flips: false, bodyLeft: true })
  })

  test('where GET is refused otherwise, it does not stand for the write', async () => {
    const url = 'http://127.0.0.1/orders'
    const exchanges = [
      { as: 'anonymous', request: { method: 'POST', url, headers: {} }, response: { status: 403, headers: {}, body: 'Blocked by rule 7' } },
    ]
    const { value } = await run({ request: write, approved: true, exchanges, refuses: () => 401 })

    expect(value).toMatchObject({ stopped: 'approval', flips: false })
  })
})
