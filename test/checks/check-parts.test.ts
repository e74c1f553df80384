import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { compareRoles } from '../../src/checks/compare/compare-roles.ts'
import { refusalLeaks } from '../../src/checks/message/refusal-leaks.ts'
import { urlVariants } from '../../src/checks/methods/url-variants.ts'
import { limiterFacts } from '../../src/checks/rate/limiter-headers.ts'
import { findCsrfToken } from '../../src/checks/session/csrf-token.ts'
import { readSetCookies } from '../../src/checks/session/read-set-cookies.ts'
import { visibleText } from '../../src/checks/visible-text.ts'
import type { Exchange } from '../../src/exchange.ts'

const NOW = new Date('2026-01-01T12:00:00Z')

function answer(headers: Record<string, string[]>, body = '', url = 'https://api.test/orders'): Exchange {
  return { request: { method: 'GET', url, headers: {} }, response: { status: 200, headers, body } }
}

describe('a limiter’s headers are read in every spelling', () => {
  test.each<[Record<string, string[]>, object]>([
    [{ 'retry-after': ['30'] }, { retryAfterS: 30 }],
    [{ 'retry-after': ['Thu, 01 Jan 2026 12:00:10 GMT'] }, { retryAfterS: 10 }],
    [
      { 'ratelimit-limit': ['10, 10;w=60'], 'ratelimit-remaining': ['0'], 'ratelimit-reset': ['7'] },
      { limit: 10, remaining: 0, windowS: 60, retryAfterS: 7 },
    ],
    [{ ratelimit: ['limit=10, remaining=3, reset=5'] }, { limit: 10, remaining: 3 }],
    [
      { ratelimit: ['"default";r=2;t=5'], 'ratelimit-policy': ['"default";q=100;w=60'] },
      { limit: 100, remaining: 2, windowS: 60 },
    ],
    [
      { 'x-ratelimit-limit': ['5'], 'x-ratelimit-remaining': ['0'], 'x-ratelimit-reset': ['1767268830'] },
      { limit: 5, retryAfterS: 30 },
    ],
    [{ server: ['x'] }, { headers: {} }],
  ])('%o', (headers, facts) => {
    expect(limiterFacts(headers, NOW)).toMatchObject(facts)
  })
})

describe('a fresh CSRF token is found where frameworks put it', () => {
  test.each<[string, string, Record<string, string[]>]>([
    ['form', '<input type="hidden" name="csrfmiddlewaretoken" value="tok-en">', {}],
    ['form', "<input value='tok-en' name='_token'>", {}],
    ['meta', '<meta name="csrf-token" content="tok-en">', {}],
    ['cookie', '', { 'set-cookie': ['XSRF-TOKEN=tok-en; Path=/'] }],
    ['header', '', { 'x-csrf-token': ['tok-en-long-enough'] }],
  ])('%s %s', (source, body, headers) => {
    expect(findCsrfToken(answer(headers, body))).toMatchObject({
      source,
      value: expect.stringMatching(/^tok-en/),
    })
  })

  test('a page without one has none', () => {
    expect(findCsrfToken(answer({ 'x-csrf-token': ['Required'] }, '<input name="q" value="csrf">'))).toBeNull()
  })
})

describe('why a cookie does not come back', () => {
  test.each([
    ['sid=1; Secure', 'http://api.test/', /is Secure/],
    ['sid=1; Domain=other.test', 'https://api.test/', /for the domain other\.test/],
    ['sid=1; Path=/admin', 'https://api.test/orders', /for the path \/admin/],
    ['sid=1; SameSite=None', 'https://api.test/', /SameSite=None without Secure/],
    ['__Host-sid=1; Path=/', 'https://api.test/', /__Host-/],
    ['sid=; Max-Age=0', 'https://api.test/', /deleted/],
  ])('%s at %s', (cookie, url, problem) => {
    expect(readSetCookies([answer({ 'set-cookie': [cookie] }, '', url)], NOW).problems.join()).toMatch(problem)
  })

  test('a value that cannot be decoded is nobody’s business: nothing is printed', () => {
    const printed = vi.spyOn(console, 'error').mockImplementation(() => {})

    readSetCookies([answer({ 'set-cookie': ['sid=%E0%A4%A'] })], NOW)

    expect(printed).not.toHaveBeenCalled()
    printed.mockRestore()
  })

  test('a cookie without fault has none', () => {
    const cookie = 'sid=1; Path=/; Domain=api.test; Secure; HttpOnly; SameSite=Lax'

    expect(readSetCookies([answer({ 'set-cookie': [cookie] })], NOW)).toEqual({ names: ['sid'], problems: [] })
  })
})

describe('variants of a URL', () => {
  test('are safe requests to the same host and never the URL itself', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, validSchemes: ['http', 'https'] }), (address) => {
        const url = new URL(address)
        for (const { variant, method, url: other } of urlVariants(address)) {
          expect(['GET', 'HEAD', 'OPTIONS']).toContain(method)
          expect(new URL(other).hostname).toBe(url.hostname)
          if (!['get', 'head', 'options', 'parent', 'sibling'].includes(variant)) expect(other).not.toBe(url.href)
        }
      }),
    )
  })

  test.each([
    ['https://api.test/orders/42', 'https://api.test/orders/0'],
    ['https://api.test/files/a.pdf', 'https://api.test/files/why403-no-such.pdf'],
    ['https://api.test/orders/', 'https://api.test/why403-no-such/'],
  ])('the neighbour of %s is %s', (url, sibling) => {
    expect(urlVariants(url).find(({ variant }) => variant === 'sibling')?.url).toBe(sibling)
  })
})

test.each([
  ['member', 'member', 'same'],
  ['admin', 'member', 'lower'],
  ['viewer', 'admin', 'higher'],
  ['auditor', 'billing', 'unknown'],
  [undefined, 'admin', 'unknown'],
  [undefined, undefined, 'unknown'],
])('%s against %s is %s', (own, other, standing) => {
  expect(compareRoles(own, other)).toBe(standing)
})

test.each([
  ['nginx/1.24.0', 'version'],
  ['at Filter.doFilter(Filter.java:42)', 'stack-trace'],
  ['upstream orders.prod.svc.cluster.local refused', 'internal-host'],
  ['client: 10.1.2.3', 'internal-address'],
  ['open() "/var/www/html/x" failed', 'file-path'],
  ['SELECT * FROM users WHERE id=1', 'sql'],
])('%s leaks a %s', (text, leak) => {
  expect(refusalLeaks(text)).toContain(leak)
})

describe('what a person reads of a body', () => {
  test('is text without tags, scripts and entities', () => {
    const html = '<!doctype html><title>403</title><script>var a = "<p>"</script><p>You &amp; I<br>may not</p><style>p{}</style>'

    expect(visibleText(html, 100)).toBe('403 You & I may not')
  })

  test('has an end, whatever the body is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (body) => void expect(visibleText(`<html>${body}`, 50).length).toBeLessThanOrEqual(50)),
    )
    expect(visibleText(`<html>${'<script'.repeat(40_000)}`, 50)).toBe('')
  })
})
