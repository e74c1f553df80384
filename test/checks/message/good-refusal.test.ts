import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { betterAnswer } from '../../../src/checks/message/better-answer.ts'
import { cachingOf } from '../../../src/checks/message/cacheable-refusal.ts'
import type { Topic } from '../../../src/checks/message/message-finding.ts'
import { readRefusal } from '../../../src/checks/message/read-refusal.ts'
import { statusFit } from '../../../src/checks/message/status-fit.ts'
import { tellsExistence } from '../../../src/checks/message/tells-existence.ts'
import { Cause, type Denial } from '../../../src/denial/denial.ts'
import { identify } from '../../../src/denial/identify.ts'
import type { Exchange } from '../../../src/exchange.ts'

const ASKED = 'https://api.test/orders/17'

function denialOf(cause: Cause, more: Partial<Denial> = {}): Denial {
  const known = {
    verdict: 'denied',
    layer: 'application',
    product: 'unknown',
    confidence: 0.7,
    evidence: [],
    via: [],
    references: [],
  } as const
  return { ...known, evidence: [], via: [], references: [], cause, causes: [{ cause, confidence: 0.9 }], ...more }
}

function refusal(status: number, headers: Record<string, string[]> = {}, more: Partial<Exchange> = {}): Exchange {
  return { as: 'mia', request: { method: 'GET', url: ASKED, headers: {} }, response: { status, headers, body: 'Forbidden' }, ...more }
}

describe('the status says what happened', () => {
  test.each<[string, number, Denial, Partial<Parameters<typeof statusFit>[0]>, number]>([
    ['a permission is missing', 403, denialOf('insufficient-permissions'), {}, 403],
    ['a permission is missing, and 401 says sign in', 401, denialOf('insufficient-permissions'), {}, 403],
    ['the token is bad', 403, denialOf('invalid-token'), {}, 401],
    ['nobody signed in', 403, denialOf('unknown', { verdict: 'not-authenticated', causes: [] }), { sends: false }, 401],
    ['nobody signed in, by the words alone', 403, denialOf('unknown', { causes: [] }), { sends: false, topics: ['login'] }, 401],
    ['somebody did, and the words prove nothing', 403, denialOf('unknown', { causes: [] }), { topics: ['login'] }, 403],
    ['a limiter', 403, denialOf('rate-limit'), {}, 429],
    ['a limiter of nginx', 503, denialOf('unknown', { verdict: 'rate-limited', causes: [] }), {}, 429],
    ['a form that is too old', 419, denialOf('session-state'), {}, 403],
    ['a block page that says 200', 200, denialOf('waf-rule', { verdict: 'disguised' }), {}, 403],
    ['a login page for a program', 302, denialOf('session-state', { verdict: 'redirected-to-login' }), { program: true }, 401],
    ['a refusal that looks like an outage', 500, denialOf('insufficient-permissions'), {}, 403],
    ['a guess is no reason', 403, denialOf('invalid-token', { causes: [{ cause: 'invalid-token', confidence: 0.3 }] }), {}, 403],
    ['404 may hide something on purpose', 404, denialOf('tenancy', { verdict: 'disguised' }), {}, 404],
  ])('%s: %i', (_, status, denial, more, due) => {
    const fit = statusFit({ status, denial, topics: [], sends: true, program: false, ...more })

    expect(fit).toMatchObject({ betterStatus: due, statusFits: due === status })
    expect(fit.statusWhy !== undefined).toBe(due !== status)
  })

  test('a person is rightly sent to a login page', () => {
    const denial = denialOf('session-state', { verdict: 'redirected-to-login' })

    expect(statusFit({ status: 302, denial, topics: [], sends: true, program: false })).toMatchObject({ statusFits: true })
  })
})

describe('a cache may keep a refusal', () => {
  const date = 'Thu, 01 Jan 2026 12:00:00 GMT'
  const authorized = { request: { method: 'GET', url: ASKED, headers: { authorization: ['[redacted]'] } } }
  test.each<[string, Exchange, boolean]>([
    ['nothing is said of a 403', refusal(403), false],
    ['nothing is said of a 404', refusal(404), true],
    ['for a minute', refusal(403, { 'cache-control': ['max-age=60'] }), true],
    ['for no time', refusal(403, { 'cache-control': ['max-age=0'] }), false],
    ['by one person alone', refusal(403, { 'cache-control': ['private, max-age=60'] }), false],
    ['never', refusal(404, { 'cache-control': ['no-store'] }), false],
    [
      'by the CDN, whatever the browser is told',
      refusal(403, { 'cache-control': ['max-age=0'], 'cdn-cache-control': ['max-age=60'] }),
      true,
    ],
    ['until then', refusal(403, { date: [date], expires: ['Thu, 01 Jan 2026 12:01:00 GMT'] }), true],
    ['until long ago', refusal(403, { date: [date], expires: ['0'] }), false],
    ['somebody’s own answer', refusal(403, { 'cache-control': ['max-age=60'] }, authorized), false],
    ['somebody’s own answer, made public', refusal(403, { 'cache-control': ['public, max-age=60'] }, authorized), true],
    ['CloudFront, by itself', refusal(403, { 'x-amz-cf-id': ['x'] }), true],
    ['a POST', refusal(403, { 'cache-control': ['max-age=60'] }, { request: { method: 'POST', url: ASKED, headers: {} } }), false],
  ])('%s', (_, exchange, may) => {
    expect(cachingOf(exchange).cacheable).toBe(may)
  })

  test.each<[Record<string, string[]>, boolean]>([
    [{ age: ['3'] }, true],
    [{ 'x-cache': ['Hit from cloudfront'] }, true],
    [{ 'cf-cache-status': ['HIT'] }, true],
    [{ 'x-cache': ['Error from cloudfront'], age: ['0'] }, false],
  ])('%o came from one: %s', (headers, came) => {
    expect(cachingOf(refusal(403, headers)).fromCache).toBe(came)
  })
})

describe('what exists', () => {
  const beside = refusal(404, {}, { request: { method: 'GET', url: 'https://api.test/orders/0', headers: {} } })
  test('is told by 403 here and 404 next to it, for the same identity', () => {
    expect(tellsExistence(refusal(403), [refusal(403), beside]).tellsExistence).toBe(true)
    expect(tellsExistence(refusal(403), [refusal(403), { ...beside, as: 'admin' }]).tellsExistence).toBe(false)
    expect(tellsExistence(refusal(404), [refusal(404), beside]).tellsExistence).toBe(false)
  })

  test('is not told by 401, nor by those who pass', () => {
    const passed = refusal(200, {}, { as: 'admin' })

    expect(tellsExistence(refusal(403), [refusal(403), refusal(401, {}, { as: 'anonymous' }), passed]).statusByIdentity).toEqual([])
  })
})

describe('a better answer', () => {
  const known = (denial: Denial, more: object = {}) => ({ topics: [], denial, status: 403, owner: '@team', host: 'api.test', ...more })

  test('is a problem document with the reference of this very request', () => {
    const denial = denialOf('feature-gate', { references: [{ name: 'x-request-id', value: 'req-77', where: 'header:x-request-id' }] })
    const { better, betterBody } = betterAnswer(known(denial))

    expect(JSON.parse(betterBody)).toMatchObject({ status: 403, title: 'Feature not enabled', instance: '/refusals/req-77' })
    expect(better).toBe('This feature is not enabled for your account. To get access, ask @team and quote reference req-77.')
  })

  test.each<[Denial, object, string]>([
    [denialOf('invalid-token'), { status: 401 }, 'WWW-Authenticate: Bearer realm="api.test", error="invalid_token"'],
    [
      denialOf('api-scope', { rule: 'orders:read' }),
      {},
      'WWW-Authenticate: Bearer realm="api.test", error="insufficient_scope", scope="orders:read"',
    ],
    [denialOf('rate-limit'), { status: 429, retryAfter: '30' }, 'Retry-After: 30'],
    [denialOf('method-or-path'), { status: 405, allow: 'GET' }, 'Allow: GET'],
  ])('brings the header lines that its status needs', (denial, more, line) => {
    expect(betterAnswer(known(denial, more)).betterHeaders).toEqual([
      'Content-Type: application/problem+json',
      'Cache-Control: no-store',
      line,
    ])
  })

  test('a scope that would break out of its header is left out', () => {
    expect(betterAnswer(known(denialOf('api-scope', { rule: 'a"\r\nSet-Cookie: x' }))).betterHeaders).toHaveLength(2)
  })

  test('never tells whether another organisation’s record exists', () => {
    const { better, betterBody } = betterAnswer(known(denialOf('tenancy'), { topics: ['tenant'] }))

    expect(`${better}${betterBody}`).not.toMatch(/belongs to/i)
  })

  test('holds nothing of the text that it replaces, whatever that was', () => {
    const words = fc.constantFrom('Forbidden', 'role missing', 'tenant', 'scope', 'rate limit', 'log in')
    fc.assert(
      fc.property(words, fc.constantFrom(...Cause.options), fc.constantFrom(200, 401, 403, 404, 429, 500), (text, cause, status) => {
        const body = `<html>${text} canary-7 web-1.corp 10.0.0.7 /srv/canary at A.b(C.java:1)</html>`
        const exchange = { ...refusal(status), response: { status, headers: { server: ['canary/1.0'] }, body } }
        const request = { method: 'GET', url: ASKED, headers: {} }
        const found = readRefusal(exchange, {
          request,
          exchanges: [exchange],
          denial: denialOf(cause, { rule: 'canary rule' }),
          owner: '@team',
          sends: true,
        })
        const better = [found.better, found.betterBody, ...found.betterHeaders].join('\n')

        expect(better).not.toMatch(/canary|corp|10\.0\.0\.7|java/)
        expect(JSON.parse(found.betterBody)).toMatchObject({ status: found.betterStatus })
        expect(found.better).toMatch(/^[A-Z].*\.$/)
      }),
    )
  })
})

test.each<[string, Record<string, string>, string, boolean]>([
  ['a program that accepts JSON', { accept: 'application/json' }, 'text/html', true],
  ['a program with a token', { Authorization: 'Bearer x' }, 'text/html; charset=utf-8', true],
  ['a browser', { accept: 'text/html,application/json' }, 'text/html', false],
  ['a program that gets JSON', { accept: 'application/json' }, 'application/json', false],
])('%s is sent a page in vain: %s', (_, headers, type, wrong) => {
  const exchange = refusal(403, { 'content-type': [type] })
  const request = { method: 'GET', url: ASKED, headers }
  const found = readRefusal(exchange, { request, exchanges: [exchange], denial: identify([exchange]), owner: '@team', sends: true })

  expect(found.wrongFormat).toBe(wrong)
  expect((found.lacks as string[]).includes('problem-json')).toBe(found.program)
})

const TOPICS: Topic[] = ['csrf']
test('a form that is too old says so, and is not told to get access somewhere', () => {
  const { better } = betterAnswer({ topics: TOPICS, denial: denialOf('session-state'), status: 403, owner: '', host: 'api.test' })

  expect(better).toContain('reload it')
})
