import { describe, expect, test } from 'vitest'
import { allowsMethod, allowsOrigin, missingHeaders, readCors } from '../../../src/checks/cors/cors-answer.ts'
import { preflightNeeds } from '../../../src/checks/cors/preflight-needs.ts'

describe('a browser asks leave first', () => {
  test.each<[string, string, Record<string, string>, boolean, string[]]>([
    ['not for a plain GET', 'GET', { Accept: 'text/html', 'User-Agent': 'x', 'Sec-Fetch-Mode': 'cors' }, false, []],
    ['not for a form', 'POST', { 'Content-Type': 'application/x-www-form-urlencoded; charset=utf-8' }, false, []],
    ['for JSON', 'POST', { 'Content-Type': 'application/json' }, true, ['content-type']],
    ['for another method', 'DELETE', {}, true, []],
    ['for headers of its own, sorted', 'GET', { 'X-B': '1', Authorization: 'Bearer t', 'x-a': '2' }, true, ['authorization', 'x-a', 'x-b']],
    ['for a safelisted header with a byte that is not', 'GET', { Accept: 'text/html;q="1"' }, true, ['accept']],
    ['for a long one', 'GET', { 'Accept-Language': 'en,'.repeat(50) }, true, ['accept-language']],
    ['not for one range, but for two', 'GET', { Range: 'bytes=0-9' }, false, []],
    ['for two ranges', 'GET', { Range: 'bytes=0-9,20-' }, true, ['range']],
  ])('%s', (_, method, headers, needed, names) => {
    expect(preflightNeeds({ method, headers })).toEqual({ needed, method, headers: names })
  })
})

describe('an answer allows', () => {
  const answer = (headers: Record<string, string[]>) => {
    const read = readCors({
      request: { method: 'OPTIONS', url: 'https://api.test/', headers: {} },
      response: { status: 204, headers, body: '' },
    })
    if (!read) throw new Error('no answer')
    return read
  }
  const wild = answer({
    'access-control-allow-origin': ['*'],
    'access-control-allow-methods': ['*'],
    'access-control-allow-headers': ['*'],
  })

  test('any origin, method and header by *, but no Authorization, and nothing where cookies are sent', () => {
    expect([allowsOrigin(wild, 'https://a.test', false), allowsMethod(wild, 'PUT', false)]).toEqual([true, true])
    expect(missingHeaders(wild, ['authorization', 'x-a'], false)).toEqual(['authorization'])
    expect([allowsOrigin(wild, 'https://a.test', true), allowsMethod(wild, 'PUT', true)]).toEqual([false, false])
    expect(missingHeaders(wild, ['x-a'], true)).toEqual(['x-a'])
  })

  test('no origin by two of them, by another port or by a slash too many', () => {
    for (const values of [
      ['https://a.test', 'https://a.test'],
      ['https://a.test:8443'],
      ['https://a.test/'],
      ['https://a.test, https://b.test'],
    ]) {
      expect(allowsOrigin(answer({ 'access-control-allow-origin': values }), 'https://a.test', false)).toBe(false)
    }
  })

  test('a method as it is spelled, and GET without a word', () => {
    const methods = answer({ 'access-control-allow-methods': ['put, DELETE'] })

    expect([allowsMethod(methods, 'PUT', false), allowsMethod(methods, 'DELETE', false), allowsMethod(methods, 'GET', false)]).toEqual([
      false,
      true,
      true,
    ])
  })
})
