import { describe, expect, test } from 'vitest'
import { KNOWN_REFERENCES } from '../../src/denial/answer/known-references.ts'
import { identify } from '../../src/denial/identify.ts'
import type { Example } from '../../src/denial/signature.ts'
import { exchangeOf } from './exchange-of.ts'

const referencesOf = (example: Partial<Example>) => identify([exchangeOf({ status: 403, ...example })]).references

describe('a header that names the request', () => {
  test.each([...new Set(KNOWN_REFERENCES.map(({ header }) => header))])('%s is found, named once and told where to look up', (header) => {
    const from = KNOWN_REFERENCES.filter((known) => known.header === header).at(-1)?.from
    const more = from && 'header' in from ? { [from.header]: from.has ?? 'x' } : {}
    const found = referencesOf({ headers: { ...more, [header]: 'f0e1d2c3b4a59687' } }).filter(({ name }) => name === header)

    expect(found).toEqual([
      { name: header, value: 'f0e1d2c3b4a59687', where: `header:${header}`, lookUp: expect.stringMatching(/\S{4,} \S/) },
    ])
  })

  test('is shown as it came, and the words tell which part a console searches by', () => {
    expect(referencesOf({ headers: { 'cf-ray': '8f00aa11bb22cc33-FRA' } })).toEqual([
      { name: 'cf-ray', value: '8f00aa11bb22cc33-FRA', where: 'header:cf-ray', lookUp: expect.stringContaining('before the dash') },
    ])
  })

  test.each([
    [{ 'x-request-id': 'req-12345678', 'openai-version': '2020-10-01' }, 'https://api.openai.com/v1/chat', 'OpenAI'],
    [{ 'x-request-id': 'req-12345678', 'x-shopify-stage': 'production' }, 'https://shop.example/', 'Shopify'],
    [{ 'x-request-id': 'req-12345678', server: 'istio-envoy' }, 'https://a.example/', 'Envoy'],
    [{ 'x-request-id': 'req-12345678', via: '1.1 vegur' }, 'https://a.example/', 'heroku'],
    [{ 'x-request-id': 'req-12345678' }, 'https://a.example/', 'application logs'],
    [{ 'request-id': 'req_12345678', 'stripe-version': '2024-06-20' }, 'https://api.stripe.com/v1/charges', 'Stripe'],
    [{ 'request-id': 'req-12345678' }, 'https://graph.microsoft.com/v1.0/me', 'Graph'],
    [{ 'x-amz-request-id': '17A1B2C3D4E5F607', server: 'MinIO' }, 'https://store.example/a', 'object store'],
  ])('that several send is looked up where its sender keeps it: %j', (headers, url, word) => {
    const [name] = Object.keys(headers)

    expect(referencesOf({ headers, url }).filter((each) => each.name === name)).toEqual([
      expect.objectContaining({ lookUp: expect.stringContaining(word) }),
    ])
  })
})

describe('an id that only the body names', () => {
  test.each([
    [
      'akamai reference',
      '<H1>Access Denied</H1> You don\'t have permission to access "http&#58;&#47;&#47;a" on this server.<P>Reference&#32;&#35;18&#46;8d7a1602&#46;1767355200&#46;1a2b3c4d',
      '18.8d7a1602.1767355200.1a2b3c4d',
    ],
    ['cloudflare ray id', '<p>blocked</p><span>Ray ID: <strong class="font-semibold">8f00aa11bb22cc33</strong></span>', '8f00aa11bb22cc33'],
    [
      'imperva incident id',
      'Request unsuccessful. Incident ID: 1234567890123456-987654321098765432',
      '1234567890123456-987654321098765432',
    ],
    [
      'entra trace id',
      'AADSTS53003: Access has been blocked. Trace ID: 0f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f Correlation ID: 1f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f',
      '0f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f',
    ],
    [
      'entra correlation id',
      'AADSTS53003: Access has been blocked. Trace ID: 0f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f Correlation ID: 1f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f',
      '1f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f',
    ],
    ['request id', '{"error":{"message":"no","request_id":"req_011CQabcdef"}}', 'req_011CQabcdef'],
    [
      'trace id',
      '{"type":"about:blank","title":"Forbidden","traceId":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00"}',
      '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    ],
    [
      'request id',
      'Something refused this. Your request id is: 0f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f',
      '0f0e0d0c-1a2b-4c3d-8e4f-1a2b3c4d5e6f',
    ],
  ])('%s: %s', (_, body, id) => {
    const found = referencesOf({ body }).filter(({ value }) => value === id)

    expect(found).toEqual([{ name: expect.any(String), value: id, where: 'body', lookUp: expect.stringMatching(/\S{4,} \S/) }])
  })

  test('is told once when a header names it too', () => {
    const references = referencesOf({ headers: { 'cf-ray': '8f00aa11bb22cc33-FRA' }, body: '<span>Ray ID: <b>8f00aa11bb22cc33</b></span>' })

    expect(references).toMatchObject([{ name: 'cf-ray' }])
  })

  test('is no id when it is a word or empty', () => {
    expect(referencesOf({ body: '{"request_id":"","traceId":"none","error":{"requestId":"a b c d e f"}}' })).toEqual([])
  })
})
