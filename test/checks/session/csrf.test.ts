import { describe, expect, test } from 'vitest'
import type { Credential, SubjectRequest } from '../../../src/checks/check.ts'
import { csrfCookieProblems, csrfInRequest } from '../../../src/checks/session/csrf-in-request.ts'
import { CSRF_RECIPES } from '../../../src/checks/session/csrf-recipes.ts'
import { findCsrfToken } from '../../../src/checks/session/csrf-token.ts'
import { guardHeaderIn } from '../../../src/checks/session/guard-header.ts'
import { originFacts } from '../../../src/checks/session/origin-check.ts'
import { listSetCookies } from '../../../src/checks/session/read-set-cookies.ts'
import { refusalWords } from '../../../src/checks/session/refusal-words.ts'
import { wasSentAlready } from '../../../src/checks/session/write-guard.ts'
import type { Exchange } from '../../../src/exchange.ts'

function answer(body: string, headers: Record<string, string[]> = {}, status = 200): Exchange {
  return { request: { method: 'GET', url: 'https://api.test/orders', headers: {} }, response: { status, headers, body } }
}

describe('a token goes back where its framework wants it', () => {
  const names = (...cookies: string[]) => ({ text: '', cookies })
  test.each<[string, Exchange, { text: string; cookies: string[] }, string, string, string | undefined]>([
    [
      'Django',
      answer('<input type="hidden" name="csrfmiddlewaretoken" value="tok-en">'),
      names(),
      'form',
      'x-csrftoken',
      'csrfmiddlewaretoken',
    ],
    [
      'Rails',
      answer('<meta name="csrf-param" content="authenticity_token" /><meta name="csrf-token" content="tok-en" />'),
      names(),
      'meta',
      'x-csrf-token',
      'authenticity_token',
    ],
    ['Laravel', answer('<meta name="csrf-token" content="tok-en">'), names('laravel_session'), 'meta', 'x-xsrf-token', '_token'],
    ['Laravel', answer('', { 'set-cookie': ['XSRF-TOKEN=tok-en%3D%3D'] }), names('shop_session'), 'cookie', 'x-xsrf-token', '_token'],
    ['Angular or Axios', answer('', { 'set-cookie': ['XSRF-TOKEN=tok-en'] }), names(), 'cookie', 'x-xsrf-token', undefined],
    [
      'Spring Security',
      answer('<meta name="_csrf" content="tok-en"/><meta name="_csrf_header" content="X-XSRF-TOKEN"/>'),
      names(),
      'meta',
      'x-xsrf-token',
      '_csrf',
    ],
    [
      'Spring Security',
      answer('<input name="_csrf" type="hidden" value="tok-en" />'),
      names('JSESSIONID'),
      'form',
      'x-csrf-token',
      '_csrf',
    ],
    ['Express', answer('<input name="_csrf" type="hidden" value="tok-en" />'), names('connect.sid'), 'form', 'x-csrf-token', '_csrf'],
    [
      'ASP.NET',
      answer("<input name='__RequestVerificationToken' type='hidden' value='tok-en'>"),
      names(),
      'form',
      'requestverificationtoken',
      '__RequestVerificationToken',
    ],
    [
      'WordPress',
      answer('<script>var wpApiSettings = {"root":"x","nonce":"a1b2c3d4e5"};</script>'),
      names('wordpress_logged_in_x'),
      'script',
      'x-wp-nonce',
      '_wpnonce',
    ],
    ['Symfony', answer('<input type="hidden" name="order[_token]" value="tok-en">'), names(), 'form', 'csrf-token', 'order[_token]'],
    ['Tornado', answer('', { 'set-cookie': ['_xsrf=tok-en'] }), names(), 'cookie', 'x-xsrftoken', '_xsrf'],
  ])('%s', (framework, page, signs, source, header, field) => {
    const found = findCsrfToken(page, signs)

    expect(found).toMatchObject({ framework, source, header })
    expect(found?.field).toBe(field)
    expect(found?.headers[header]).toBe(found?.value)
  })

  test('the cookie’s value is sent percent-decoded, entities in a form are resolved', () => {
    expect(findCsrfToken(answer('', { 'set-cookie': ['XSRF-TOKEN=a%2Bb%3D'] }))?.value).toBe('a+b=')
    expect(findCsrfToken(answer('<input name="_token" value="a&#43;b&amp;c">'))?.value).toBe('a+b&c')
  })

  test('words of the refusal tell frameworks apart that use the same name', () => {
    const token = findCsrfToken(answer('<meta name="csrf-token" content="tok-en">'), {
      text: 'Unable to verify your data submission.',
      cookies: [],
    })

    expect(token).toMatchObject({ framework: 'Yii', header: 'x-csrf-token' })
  })

  test('every recipe says where it is written down and where a token goes', () => {
    expect(CSRF_RECIPES.filter(({ source, header, field }) => !source.startsWith('https://') || (!header && !field))).toEqual([])
  })
})

describe('what a refusal says is wrong', () => {
  test.each<[string, object]>([
    ['<p>CSRF verification failed. Request aborted.</p><p>CSRF token missing.</p>', { csrfReason: 'token-missing' }],
    ['CSRF Failed: CSRF token from POST incorrect.', { csrfReason: 'token-wrong' }],
    ['Forbidden (CSRF cookie not set.)', { csrfReason: 'cookie-missing' }],
    ['Referer checking failed - no Referer.', { csrfReason: 'origin' }],
    ['Origin checking failed - https://a.test does not match any trusted origins.', { csrfReason: 'origin' }],
    ['Cross-site POST form submissions are forbidden', { csrfReason: 'origin' }],
    ['cross-origin request detected from Sec-Fetch-Site header', { csrfReason: 'origin' }],
    ["HTTP Origin header (https://a.test) didn't match request.base_url (http://a.test)", { csrfReason: 'origin' }],
    ['Forbidden - CSRF token invalid', { csrfReason: 'token-wrong' }],
    ['Could not verify the provided CSRF token because no token was found to compare.', { csrfReason: 'token-wrong' }],
    ["'_xsrf' argument missing from POST", { csrfReason: 'token-missing' }],
    ['ForbiddenError: invalid csrf token', { csrfReason: 'token-wrong' }],
    ['No valid crumb was included in the request', { csrfReason: 'token-missing' }],
    ['The required antiforgery request token was not provided in either form field or header value.', { csrfRefused: true }],
  ])('%s', (body, expected) => {
    expect(refusalWords(answer(body, {}, 403))).toMatchObject({ csrfRefused: true, sessionNamed: false, ...expected })
  })

  test('419 without a word is a form that is too old', () => {
    expect(refusalWords(answer('', {}, 419))).toMatchObject({ csrfRefused: true })
  })

  test.each(['Forbidden', 'Your session has expired', 'You lack the permission orders.write', 'The origin of this order is unknown'])(
    '%s is not about CSRF',
    (body) => {
      expect(refusalWords(answer(body, {}, 403))).toMatchObject({ csrfRefused: false })
    },
  )
})

describe('where a request says that it comes from', () => {
  const says = 'Origin checking failed'
  test.each<[Record<string, string>, string, object]>([
    [{}, says, { originRefused: true, originFault: 'missing' }],
    [{ Origin: 'https://b.test' }, says, { originFault: 'foreign', originSent: 'https://b.test' }],
    [{ Origin: 'http://api.test' }, says, { originFault: 'scheme' }],
    [{ Referer: 'https://api.test/form' }, says, { originFault: 'own-not-trusted', originSent: 'https://api.test' }],
  ])('%o', (headers, text, expected) => {
    expect(originFacts({ method: 'POST', url: 'https://api.test/orders', headers }, text)).toMatchObject(expected)
  })

  test('is no fault where nobody refused it for that', () => {
    expect(originFacts({ method: 'POST', url: 'https://api.test/', headers: {} }, 'Forbidden').originFault).toBeUndefined()
  })
})

describe('the token that the request carries itself', () => {
  const request = (more: Partial<SubjectRequest>): SubjectRequest => ({
    method: 'POST',
    url: 'https://api.test/orders',
    headers: {},
    ...more,
  })
  const cookie = (value: string): Credential => ({ headers: {}, cookies: { 'XSRF-TOKEN': value } })

  test.each<[string, SubjectRequest, Credential, boolean, RegExp | null]>([
    ['none', request({}), cookie('a'), false, null],
    ['right', request({ headers: { 'X-XSRF-TOKEN': 'a=b' } }), cookie('a%3Db'), true, null],
    ['still encoded', request({ headers: { 'X-XSRF-TOKEN': 'a%3Db' } }), cookie('a%3Db'), true, /percent-encoded/],
    ['another one', request({ headers: { 'X-XSRF-TOKEN': 'zz' } }), cookie('a%3Db'), true, /something else/],
    ['empty', request({ headers: { 'X-CSRFToken': ' ' } }), cookie('a'), false, /empty/],
    [
      'in the form',
      request({ headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'csrfmiddlewaretoken=t&a=1' }),
      cookie('a'),
      true,
      null,
    ],
    [
      'a body that is no form',
      request({ headers: { 'content-type': 'application/json' }, body: '{"_csrf":"t"}' }),
      cookie('a'),
      false,
      null,
    ],
  ])('%s', (_, given, credential, isThere, problem) => {
    const { tokenInRequest, csrfProblems } = csrfInRequest(given, credential)

    expect(tokenInRequest).toBe(isThere)
    expect(csrfProblems.join()).toMatch(problem ?? /^$/)
  })
})

test.each([
  ['Request must contain a kbn-xsrf header.', 'kbn-xsrf'],
  ['This operation has been blocked as a potential Cross-Site Request Forgery (CSRF).', 'apollo-require-preflight'],
  ['XSRF check failed', 'x-atlassian-token'],
  ['Forbidden', undefined],
])('%s asks for the header %s', (text, name) => {
  expect(guardHeaderIn(text)?.name).toBe(name)
})

describe('a write that left once', () => {
  const request = { method: 'POST', url: 'https://api.test/orders', headers: {} }
  const write = (more: Partial<Exchange>): Exchange => ({ request: { ...request, headers: {} }, response: null, ...more })
  test.each<[string, Exchange[], boolean]>([
    ['was answered', [write({ response: { status: 403, headers: {}, body: '' } })], true],
    ['was lost', [write({ failure: { kind: 'timeout', message: '' } })], true],
    ['was held back', [write({ failure: { kind: 'needs-approval', message: '' } })], false],
    ['was only read', [answer('')], false],
  ])('%s', (_, exchanges, isSent) => {
    expect(wasSentAlready({ request, exchanges })).toBe(isSent)
  })
})

describe('a cookie that hands out a token', () => {
  const now = new Date('2026-01-01T12:00:00Z')
  test.each<[string, RegExp]>([
    ['XSRF-TOKEN=a; Path=/; HttpOnly', /HttpOnly.*x-xsrf-token/],
    ['csrftoken=a; Path=/app', /path \/app/],
    ['__Host-csrf_=a; Path=/', /__Host-/],
    ['csrftoken=a; Path=/', /^$/],
    ['csrftoken=; Max-Age=0', /^$/],
    ['x-csrf-token=a; Path=/; HttpOnly', /^$/],
    ['sid=a; Path=/; HttpOnly', /^$/],
  ])('%s', (line, problem) => {
    const set = listSetCookies([answer('', { 'set-cookie': [line] })], now, 'https://api.test/orders')

    expect(csrfCookieProblems(set).join()).toMatch(problem)
  })
})

test('a hostile page is read in no time', () => {
  for (const piece of ['<input ', '<input name=_csrf value=', 'wpApiSettings={', 'csrf_token=', '<meta a=', '"csrf'])
    expect(findCsrfToken(answer(piece.repeat(Math.ceil(262_144 / piece.length))))).toBeNull()
}, 5_000)
