import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redactText } from '../../src/redaction/redact-text.ts'
import { JWT, TOKENS } from './secret-samples.ts'

describe('what is a secret goes', () => {
  test.each(Object.entries(TOKENS))('a %s goes from the middle of a sentence', (_, token) => {
    expect(redactText(`The value ${token} was sent.`)).toBe('The value [redacted] was sent.')
  })

  test.each([
    ['Authorization: Bearer hunter2secret', 'hunter2secret'],
    ["curl -H 'Authorization: Token abcdef' https://x.test", 'abcdef'],
    ['-H "X-Api-Key: k3y-in-clear"', 'k3y-in-clear'],
    ['sent "Basic dXNlcjpodW50ZXIy" to the server', 'dXNlcjpodW50ZXIy'],
    ['Cookie: sid=s3cr3t; theme=dark-blue', 's3cr3t'],
    [`Authorization: ${JWT} Cookie: sid=s3cr3t`, 's3cr3t'],
    ['Set-Cookie: sid=s3cr3t; HttpOnly', 's3cr3t'],
    ['{"password":"hunter two"}', 'hunter two'],
    ['{"access_token": "abc"}', '"abc"'],
    ['{"clientSecret":"q\\"uoted"}', 'uoted'],
    ['{"headers":{"Cookie":["sid=s3cr3t"],"Accept":["*/*"]}}', 's3cr3t'],
    ['{"headers":{"X-Auth-Token":[ "s3cr3t" ]}}', 's3cr3t'],
    ['{"tokens":["f1rst-one", "s3cr3t"],"page":2}', 's3cr3t'],
    ['{"name":"password","value":"hunter2"}', 'hunter2'],
    ['{\\"key\\": \\"api_key\\", \\"value\\": \\"hunter2\\"}', 'hunter2'],
    ['env:\n  - name: DB_PASSWORD\n    value: hunter2\n', 'hunter2'],
    ['--x\r\nContent-Disposition: form-data; name="password"\r\n\r\nhunter two\r\n--x--', 'hunter two'],
    ['Authorization: Digest username="ann", response="6629fae49393a053"', '6629fae4'],
    ["curl -u 'ann:hunter2' https://api.test/", 'hunter2'],
    ['GET https://hooks.slack.com/services/T0001/B0001/x8Kq2LmN0pQrStUv failed', 'x8Kq2LmN'],
    ['DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0', 'c2VjcmV0'],
    ['user=al&password=hunter2&x=1', 'hunter2'],
    ['AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI'],
    ['<input type="hidden" name="csrf_token" value="f00ba4">', 'f00ba4'],
    ['<meta name="csrf-token" content="f00ba4">', 'f00ba4'],
    ['<SessionToken>FwoGZXIvYXdzEBYaDK</SessionToken>', 'FwoGZXIvYXdz'],
    ['{\\"refresh_token\\":\\"0.AXoA\\"}', '0.AXoA'],
    ['see https://bob:hunter2@api.test/a', 'hunter2'],
    ['see https://api.test/a?X-Amz-Signature=fe5f80&a=1', 'fe5f80'],
    ['cannot connect to postgres://app:hunter2@db.internal/orders', 'hunter2'],
    ['redis://:hunter2@cache:6379', 'hunter2'],
    ['see https://bob:hunter2#x@api.test/a', 'hunter2'],
    ['X-Auth-Key: c2547eb745079dac', 'c2547eb7'],
    ['{"pin":"4821"}', '4821'],
    ['AWS4-HMAC-SHA256 Credential=AKID/20260101/eu/s3/aws4_request, SignedHeaders=host, Signature=abc123', 'abc123'],
  ])('%s', (text, secret) => {
    const safe = redactText(text)

    expect(safe).not.toContain(secret)
    expect(safe).toContain('[redacted]')
  })
})

describe('what proves a denial stays', () => {
  test.each([
    'WWW-Authenticate: Bearer realm="orders", error="insufficient_scope", scope="orders:write"',
    'www-authenticate: Basic realm="Restricted Area 51"',
    'x-csrf-token: Required',
    '{"error":"invalid_token","error_description":"The token expired at 2026-01-01T00:00:00Z"}',
    '{"token":"expired"}',
    'Your token is expired. Token: expired. CSRF token missing or incorrect.',
    'Request ID: 0HMVD1N2F3G4H:00000001, Ray ID: 8a1b2c3d4e5f6789',
    'User: arn:aws:iam::123456789012:user/bob is not authorized to perform: s3:GetObject',
    'Bearer authentication required',
    '{"token_type":"Bearer","expires_in":3600}',
    'Set-Cookie: sid=; Max-Age=0; Path=/',
    '{"name":"role","value":"admin"}',
    '{"scopes":["orders:read","orders:write"],"tokens_valid":["a","b"]}',
    '--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nhello\r\n--x--',
    'order 6f1c1a52-0f4e-4a7e-9d50-3c1f6c1f2a10 belongs to tenant acme',
  ])('%s', (text) => {
    expect(redactText(text)).toBe(text)
  })
})

describe('values that are known', () => {
  const secret = 'p@ss w/ö"rd+1'
  const bytes = Buffer.from(secret)

  test.each([
    ['as it is', secret],
    ['in another case', secret.toUpperCase()],
    ['percent-encoded', encodeURIComponent(secret)],
    ['form-encoded', encodeURIComponent(secret).replaceAll('%20', '+')],
    ['in base64', bytes.toString('base64')],
    ['in hexadecimal', bytes.toString('hex')],
    ['in a JSON text', JSON.stringify(secret).slice(1, -1)],
    ['in HTML', secret.replaceAll('"', '&quot;')],
    ['as PHP writes JSON', 'p@ss w\\/\\u00f6\\"rd+1'],
    ['as .NET writes JSON', 'p@ss w/\\u00F6\\u0022rd\\u002B1'],
    ['as Go writes HTML', 'p@ss w/ö&#34;rd&#43;1'],
    ['as Mustache writes HTML', 'p@ss w&#x2F;ö&quot;rd+1'],
    ['percent-encoded twice', encodeURIComponent(encodeURIComponent(secret))],
    ['escaped for HTML twice', 'p@ss w/ö&amp;quot;rd&amp;#43;1'],
  ])('go %s', (_, echoed) => {
    expect(redactText(`you sent <${echoed}>`, [secret])).toBe('you sent <[redacted]>')
  })

  test('go from the base64 of a longer text, wherever they start in it', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (before, after) => {
        const echoed = Buffer.from(`${before}canary-5f2a9c31${after}`).toString('base64')
        const safe = redactText(`got ${echoed}`, ['canary-5f2a9c31'])

        expect(safe).toContain('[redacted]')
        expect(Buffer.from(safe.slice(4), 'base64').toString()).not.toContain('canary')
      }),
    )
  })

  test('never come out, whatever stands around them', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string({ minLength: 6, unit: 'grapheme' }).filter((s) => s.trim().length >= 6),
        fc.string(),
        (a, value, b) => {
          fc.pre(!'[redacted]'.includes(value.trim()) && !a.includes(value) && !b.includes(value))
          expect(redactText(`${a} ${value} ${b}`, [value]).split('[redacted]').join(' ')).not.toContain(value.trim())
        },
      ),
    )
  })
})

test('redacting twice is redacting once', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'token=',
      'Authorization: ',
      'Cookie: a=b; ',
      '"password":"',
      'Bearer ',
      '\n',
      '"',
      '<input name=csrf value=',
      '>',
      JWT,
    ),
    fc.constantFrom(...Object.values(TOKENS)),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = redactText(pieces.join(' '))

      expect(redactText(once)).toBe(once)
    }),
    { numRuns: 1_000 },
  )
})

test.each(['eyJ', 'a.', 'token=', 'x-', '<input ', 'Bearer ', '-----BEGIN PRIVATE KEY-----', 'https://', '"', ' '])(
  'a quarter of a megabyte of %j is redacted in time that grows with its length alone',
  (unit) => {
    const text = unit.repeat(Math.ceil(262_144 / unit.length))

    expect(redactText(text).length).toBeGreaterThan(0)
  },
)

test.each([
  ['token Bearer abcdefghijklmnop1234567890', 'abcdefghijklmnop1234567890'],
  ['Basic Bearer abcdefghijklmnop1234567890', 'abcdefghijklmnop1234567890'],
  ['the password is hunter2hunter2, ask Ada', 'hunter2hunter2'],
  ['I used x-api-key abcd1234efgh5678 there', 'abcd1234efgh5678'],
])('a secret as people write it down is removed: %s', (text, secret) => {
  expect(redactText(text)).not.toContain(secret)
})

test.each(['the token has expired', 'password must have 12 characters', 'an api key is needed', 'token is not valid before 2026'])(
  'plain words about secrets stay: %s',
  (text) => {
    expect(redactText(text)).toBe(text)
  },
)

test.each(['{"headers":{"Authorization":[],"Accept":["*/*"]}}', '{"authorization": null, "path":"/a"}', '{"Cookie":[ ]}'])(
  'a record that holds an empty list of credentials stays JSON: %s',
  (text) => {
    expect(redactText(text)).toBe(text)
  },
)

test('an empty list in front of a secret hides nothing of it', () => {
  expect(redactText('Authorization: [] hunter2secret')).not.toContain('hunter2secret')
})
