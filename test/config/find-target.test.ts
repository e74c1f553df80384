import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FileConfig } from '../../src/config/config.ts'
import { findTarget } from '../../src/config/find-target.ts'
import { coversUrl } from '../../src/config/url-prefix.ts'

const config = FileConfig.parse({
  targets: {
    shop: { urls: ['https://api.test/', 'https://api.test/orders/archive'], owner: 'a' },
    orders: { urls: ['https://api.test/orders'], owner: 'b' },
  },
})

describe('the longest prefix wins', () => {
  test.each([
    ['https://api.test/', 'shop'],
    ['https://api.test/ordersX', 'shop'],
    ['https://api.test/orders', 'orders'],
    ['https://API.test:443/orders/1?x=1', 'orders'],
    ['https://api.test/orders/archive/1', 'shop'],
  ])('%s → %s', (url, name) => {
    expect(findTarget(config, url).name).toBe(name)
  })
})

describe('a prefix covers no more than itself', () => {
  const prefix = 'https://api.test/orders'

  test.each([
    'http://api.test/orders',
    'https://api.test:8443/orders',
    'https://api.test.evil.test/orders',
    'https://api.test@evil.test/orders',
    'https://user:pw@api.test/orders',
    'https://evil.test/https://api.test/orders',
    'https://api.test/ordersX',
    'https://api.test//orders',
    'https://api.test/orders/../admin',
    'https://api.test/orders/%2e%2e/admin',
    'https://api.test/orders/..%2fadmin',
    'https://api.test/orders/..%5cadmin',
    'https://api.test/orders/%252e%252e%252fadmin',
    'https://api.test/orders/..;/admin',
    'https://api.test/orders\\..\\admin',
    'https://api.test/orders%2f..%2f..%2fadmin',
    'https://api.test/orders/%c0%ae%c0%ae/admin',
    'https://api.test/orders/%c0%2e%c0%2e/admin',
    'https://api.test/orders/%u002e%u002e/admin',
    'https://api.test/orders/%ef%bc%8e%ef%bc%8e/admin',
    'https://api.test/orders/%e2%80%a5/admin',
    'https://api.test/orders/..%00/admin',
    'https://api.test/orders/.%00./admin',
    'https://api.test/orders/..%23/admin',
    'https://api.test/orders/..%3f/admin',
    'https://api.test/orders/..%252500/admin',
    'javascript:alert(1)',
    'orders',
  ])('%s is outside', (url) => {
    expect(coversUrl(prefix, url)).toBe(false)
  })

  test.each([
    '/orders',
    '/orders/',
    '/orders?x=../..',
    '/orders/a%2fb',
    '/orders/a/../b',
    '/orders//x',
    '/orders/%E2%82%AC',
    '/orders/%c0propos',
  ])('%s is inside', (path) => {
    expect(coversUrl(prefix, `https://api.test${path}`)).toBe(true)
  })

  test('whatever dots and encodings are mixed, a covered path never resolves to a place outside', () => {
    const piece = fc.constantFrom('/', '\\', '%2f', '%252F', '%5c', '..', '.', '%2e', '%2E%2e', '%252e', 'a', ';x', ' ', '%20', '\t')
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const url = `https://api.test/orders/${pieces.join('')}`
        fc.pre(coversUrl(prefix, url))

        let path = new URL(url).pathname
        for (let i = 0; i < 4; i++) {
          expect(new URL(`https://api.test${path.replaceAll(/\/{2,}/g, '/')}`).pathname).toMatch(/^\/orders(?:\/|$)/)
          path = path.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('what cannot be probed is told', () => {
  test('an unlisted host names what is listed there or nearest, and no query', () => {
    expect(() => findTarget(config, 'https://api.tst/orders?token=abc')).toThrow(
      expect.objectContaining({
        code: 'target.unlisted',
        message: expect.stringMatching(/^https:\/\/api\.tst\/orders is .*https:\/\/api\.test\//),
      }),
    )
    expect(() => findTarget(config, 'https://api.tst/orders?token=abc')).not.toThrow(/abc/)
  })

  test.each([
    'nonsense',
    'ftp://api.test/',
    'https://u:hunter2@api.test/orders',
    'https://u:hunter2#x@api.test/',
    'https://u:hunter2?x@api.test/',
    '',
  ])('%j is no URL for a probe', (url) => {
    expect(() => findTarget(config, url)).toThrow(expect.objectContaining({ code: 'url.invalid' }))
    expect(() => findTarget(config, url)).not.toThrow(/hunter2/)
  })
})
