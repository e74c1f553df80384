import fc from 'fast-check'
import { parseSetCookie } from 'set-cookie-parser'
import { describe, expect, test } from 'vitest'
import type { SubjectRequest } from '../../../src/checks/check.ts'
import { createBrowserJar } from '../../../src/checks/session/browser-jar.ts'
import { fromAnotherSite } from '../../../src/checks/session/from-another-site.ts'
import { judgeCookies } from '../../../src/checks/session/judge-cookies.ts'
import { readSetCookies } from '../../../src/checks/session/read-set-cookies.ts'
import { isPublicSuffix, siteOf } from '../../../src/checks/session/site-of.ts'
import { storeCookie } from '../../../src/checks/session/stored-cookie.ts'
import { whyNotSent, whyNotSentAcrossSites } from '../../../src/checks/session/why-not-sent.ts'
import type { Exchange } from '../../../src/exchange.ts'

const NOW = new Date('2026-01-01T12:00:00Z')

function answer(url: string, setCookie: string[]): Exchange {
  return { request: { method: 'GET', url, headers: {} }, response: { status: 200, headers: { 'set-cookie': setCookie }, body: '' } }
}

function stored(line: string, setAt: string) {
  const [cookie] = parseSetCookie([line], { decodeValues: false })
  if (!cookie) throw new TypeError(line)
  return storeCookie(cookie, new URL(setAt), NOW)
}

describe('a browser drops', () => {
  test.each([
    ['sid=1; Domain=co.uk', 'https://shop.co.uk/', /anybody may register/],
    ['sid=1; Domain=github.io', 'https://ann.github.io/', /anybody may register/],
    ['sid=1; Domain=0.0.1', 'https://127.0.0.1/', /for the domain 0\.0\.1/],
    ['sid=1; Partitioned', 'https://a.test/', /Partitioned without Secure/],
    ['__host-sid=1; Secure; Path=/; Domain=a.test', 'https://a.test/', /__Host-/],
    ['__Http-sid=1; Secure', 'https://a.test/', /__Http-/],
    [`sid=${'x'.repeat(4094)}`, 'https://a.test/', /4096 bytes/],
    ['sid=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://a.test/', /deleted/],
  ])('%s at %s', (line, setAt, why) => {
    expect(stored(line.slice(0, 5_000), setAt)).toMatchObject({ why: expect.stringMatching(why) })
  })

  test('nothing of a cookie that only looks odd', () => {
    expect(stored('__Host-sid=1; Secure; Path=/', 'https://a.test/x')).toHaveProperty('stored')
    expect(stored('sid=1; Secure', 'http://localhost:3000/')).toHaveProperty('stored')
    expect(stored('sid=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'https://a.test/')).toHaveProperty('stored')
  })
})

describe('a cookie that is kept does not go to every URL', () => {
  test.each([
    ['sid=1', 'https://a.test/auth/callback', 'https://a.test/orders', /path \/auth/],
    ['sid=1; Path=/', 'https://login.a.test/', 'https://a.test/', /goes back to login\.a\.test alone/],
    ['sid=1; Path=/; Secure', 'https://a.test/', 'http://a.test/', /plain HTTP/],
    ['sid=1; Path=/app', 'https://a.test/app', 'https://a.test/apple', /path \/app/],
    ['sid=1; Path=/; Domain=a.test', 'https://a.test/', 'https://b.test/', /domain a\.test/],
  ])('%s of %s at %s', (line, setAt, asked, why) => {
    const result = stored(line, setAt)

    expect('stored' in result && whyNotSent(result.stored, new URL(asked))).toMatch(why)
  })

  test.each([
    ['sid=1', 'https://a.test/auth/callback', 'https://a.test/auth/me'],
    ['sid=1; Path=/; Domain=.A.test', 'https://login.a.test/', 'https://www.a.test/orders'],
    ['sid=1; Path=/app/', 'https://a.test/app/', 'https://a.test/app/x'],
  ])('%s of %s goes to %s', (line, setAt, asked) => {
    const result = stored(line, setAt)

    expect('stored' in result && whyNotSent(result.stored, new URL(asked))).toBeUndefined()
  })
})

describe('across sites', () => {
  test.each<['strict' | 'lax' | 'none', string, boolean, boolean]>([
    ['none', 'POST', false, true],
    ['lax', 'GET', true, true],
    ['lax', 'GET', false, false],
    ['lax', 'POST', true, false],
    ['strict', 'GET', true, false],
  ])('SameSite=%s on %s, a navigation: %s, is sent: %s', (sameSite, method, navigates, isSent) => {
    expect(whyNotSentAcrossSites({ sameSite, laxByDefault: false }, { method, navigates }) === undefined).toBe(isSent)
  })

  const request = (headers: Record<string, string>, method = 'GET'): SubjectRequest => ({
    method,
    url: 'https://app.shop.co.uk/x',
    headers,
  })
  test.each<[string, SubjectRequest, object | undefined]>([
    ['a sibling host is the same site', request({ Origin: 'https://www.shop.co.uk' }), undefined],
    ['a stranger under the same suffix is not', request({ Origin: 'https://other.co.uk' }, 'POST'), { method: 'POST', navigates: true }],
    ['plain HTTP is another site', request({ origin: 'http://www.shop.co.uk' }, 'POST'), { method: 'POST', navigates: true }],
    ['the browser’s own word counts more', request({ origin: 'https://other.test', 'sec-fetch-site': 'same-site' }), undefined],
    [
      'a frame is no navigation of the page',
      request({ 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'iframe' }),
      { method: 'GET', navigates: false },
    ],
    ['an opaque origin', request({ origin: 'null' }, 'POST'), { method: 'POST', navigates: true }],
    ['no header says so', request({}), undefined],
  ])('%s', (_, given, expected) => {
    expect(fromAnotherSite(given)).toEqual(expected)
  })
})

test.each([
  ['https://a.b.example.com:8443/', 'https://example.com'],
  ['https://shop.com.au/', 'https://shop.com.au'],
  ['https://ann.github.io/', 'https://ann.github.io'],
  ['http://127.0.0.1:1/', 'http://127.0.0.1'],
  ['http://localhost/', 'http://localhost'],
])('the site of %s is %s', (url, site) => {
  expect(siteOf(new URL(url))).toBe(site)
})

test.each([
  ['com', true],
  ['co.uk', true],
  ['example.com', false],
  ['vercel.app', true],
])('%s is open to everybody: %s', (domain, isOpen) => {
  expect(isPublicSuffix(domain)).toBe(isOpen)
})

describe('the identity’s cookies', () => {
  const request: SubjectRequest = { method: 'POST', url: 'http://a.test/orders', headers: { origin: 'https://b.test' } }
  const jwt = `h.${Buffer.from('{"exp":1000}').toString('base64url')}.s`
  const cookies = { '__Host-sid': 'one', sid: 'two', token: jwt }
  const credential = { cookies, headers: { cookie: `__Host-sid=one; sid=old; sid=two; token=${jwt}` } }

  test('are named with what a browser would do, and never with their values', () => {
    const exchanges = [answer('http://a.test/orders', ['sid=x; Path=/; SameSite=Lax', 'lang=en; Path=/nowhere'])]
    const found = judgeCookies({ credential, exchanges, request, now: NOW })

    expect(found).toMatchObject({
      notSentHere: ['__Host-sid'],
      notSentAcrossSites: ['sid'],
      lostCookies: [],
      crossSite: true,
      duplicates: ['sid'],
      expiredCookies: ['token'],
    })
    expect(JSON.stringify(found)).not.toMatch(/\bone\b|\btwo\b|\bold\b/)
  })

  test('a session cookie that the target sets elsewhere is lost; one that it deletes is not', () => {
    const exchanges = [answer('http://a.test/auth/login', ['connect.sid=x', 'old_session=; Max-Age=0', '_ga=1'])]

    expect(judgeCookies({ credential, exchanges, request, now: NOW }).lostCookies).toEqual(['connect.sid'])
  })

  test('what is set later counts', () => {
    const exchanges = [answer('http://a.test/auth/login', ['connect.sid=x']), answer('http://a.test/auth/done', ['connect.sid=y; Path=/'])]

    expect(judgeCookies({ credential, exchanges, request, now: NOW }).lostCookies).toEqual([])
  })
})

test('after redirects a cookie belongs to the last place', () => {
  const exchange = {
    ...answer('https://a.test/', ['sid=1']),
    hops: [{ url: 'https://a.test/', status: 302, location: 'https://a.test/in/x' }],
  }

  expect(readSetCookies([exchange], NOW, 'https://a.test/').problems).toEqual([
    'The cookie sid is for the path /in, and / is not under it.',
  ])
})

test('no cookie ever goes to another origin, whatever its Domain says', () => {
  const host = fc.constantFrom('a.test', 'www.a.test', 'b.a.test', 'other.test')
  const attributes = fc.constantFrom('', '; Domain=a.test', '; Domain=test', '; Path=/x', '; SameSite=None; Secure')
  fc.assert(
    fc.property(host, host, attributes, fc.constantFrom('http', 'https'), (from, to, more, scheme) => {
      const jar = createBrowserJar(new URL('https://a.test/'), { own: 'secret-own' }, () => NOW)
      jar.take(answer(`${scheme}://${from}/`, [`sid=secret-set; Path=/${more}`]), new URL(`${scheme}://${from}/`))
      const sent = jar.headerFor(new URL(`https://${to}/`))

      if (to !== 'a.test') expect(sent).not.toContain('secret-own')
      if (`${scheme}://${from}` !== `https://${to}`) expect(sent).not.toContain('secret-set')
    }),
  )
})

test('a jar replaces a cookie that is set anew, and forgets one that is deleted', () => {
  const url = new URL('https://a.test/orders')
  const jar = createBrowserJar(url, { sid: 'old', lang: 'en' }, () => NOW)

  jar.take(answer(url.href, ['sid=new; Path=/', 'lang=; Max-Age=0']), url)

  expect(jar.headerFor(url)).toBe('sid=new')
})
