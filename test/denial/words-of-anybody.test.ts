import { describe, expect, test } from 'vitest'
import { identify } from '../../src/denial/identify.ts'
import { exchangeOf } from './exchange-of.ts'

/** What any team may write into its own answers. */
const WORDS = [
  'Forbidden',
  'Access denied',
  'Permission denied',
  'Insufficient privileges',
  'Insufficient credentials',
  'Invalid token',
  'JWT is expired',
  'Limit exceeded',
  'IP is not allowed',
  'Invalid CSRF token',
  'Invalid session token',
  'This action is not allowed',
  'Only admins can do this',
  'User does not have permission',
  'User is not authorized to access this resource',
  'Your token scope is too small',
  'Request blocked',
  'Client certificate required',
  'Feature not available on your plan',
]

/** Envelopes that no product has to itself. */
const ENVELOPES: Readonly<Record<string, (words: string) => string>> = {
  message: (message) => JSON.stringify({ message }),
  error: (error) => JSON.stringify({ error }),
  'a nested error': (message) => JSON.stringify({ error: { code: 403, message } }),
  'a list of texts': (words) => JSON.stringify({ errors: [words] }),
  'a list of errors': (message) => JSON.stringify({ errors: [{ message }] }),
  'success and error': (error) => JSON.stringify({ success: false, error }),
  'code and msg': (msg) => JSON.stringify({ code: 403, msg }),
  text: (words) => words,
  page: (words) => `<!doctype html><html><head><title>${words}</title></head><body><h1>${words}</h1></body></html>`,
  'page titled Error': (words) => `<html><head><title>Error</title></head><body><div><h2>${words}</h2></div></body></html>`,
}

describe.each(Object.keys(ENVELOPES))('words that anybody may write name no product: %s', (envelope) => {
  test.each(WORDS)('%s', (words) => {
    const { product, confidence } = identify([exchangeOf({ status: 403, body: ENVELOPES[envelope]?.(words) ?? '' })])

    expect(product).toBe('unknown')
    expect(confidence).toBeLessThan(0.8)
  })
})

describe('stock words under a page of somebody else name no product', () => {
  test.each([
    ["Apache's sentence", "<h1>Members only</h1><p>You don't have permission to access this resource.</p>"],
    ["Symfony's heading", '<title>Shop</title><h1>Oops! An error occurred</h1><p>We are on it.</p>'],
    ["MediaWiki's title", '<title>Permission error</title><h1>Permission error</h1>'],
    ['a short support id', '<h2>Blocked</h2><p>Your request was blocked. Support ID: 1234567890</p>'],
  ])('%s', (_, body) => {
    expect(identify([exchangeOf({ status: 403, body })]).product).toBe('unknown')
  })
})
