import fc from 'fast-check'
import { expect, test } from 'vitest'
import { redactUrl } from '../../src/redaction/redact-url.ts'

test.each([
  ['https://user:pw@api.test/a', 'https://[redacted]@api.test/a'],
  ['https://api.test/a?access_token=abc&page=2', 'https://api.test/a?access_token=[redacted]&page=2'],
  [
    'https://s3.test/k?X-Amz-Expires=60&X-Amz-Signature=ff&X-Amz-Credential=AKID',
    'https://s3.test/k?X-Amz-Expires=60&X-Amz-Signature=[redacted]&X-Amz-Credential=[redacted]',
  ],
  ['https://acc.blob.test/c?se=2026-01-01&sp=r&sig=abc%3D', 'https://acc.blob.test/c?se=2026-01-01&sp=r&sig=[redacted]'],
  ['https://app.test/cb?code=xyz&state=1#access_token=abc', 'https://app.test/cb?code=[redacted]&state=1#access_token=[redacted]'],
  ['/orders?api_key=abc', '/orders?api_key=[redacted]'],
  ['/orders?q=0123456789abcdef0123456789abcdef', '/orders?q=[redacted]'],
  ['/orders?id=6f1c1a52-0f4e-4a7e-9d50-3c1f6c1f2a10', '/orders?id=6f1c1a52-0f4e-4a7e-9d50-3c1f6c1f2a10'],
  ['https://user:hunter2#x@api.test/a', 'https://[redacted]@api.test/a'],
  ['https://user:hunter2?x', 'https://[redacted]'],
  ['https://api.test:8443/a?b=1', 'https://api.test:8443/a?b=1'],
  ['https://api.test/cart;jsessionid=A1B2C3?page=2', 'https://api.test/cart;jsessionid=[redacted]?page=2'],
  ['https://cas.test/app?ticket=ST-1-x&pass=hunter2', 'https://cas.test/app?ticket=[redacted]&pass=[redacted]'],
  ['https://api.test/login?next=%2Fcb%3Fcode%3Dxyz', 'https://api.test/login?next=[redacted]'],
  ['https://api.test/login?next=%2Forders%3Fpage%3D2', 'https://api.test/login?next=%2Forders%3Fpage%3D2'],
  ['https://api.telegram.org/bot123456789:AAE1fGhIjKlMnOpQrStUv/getMe', 'https://api.telegram.org/bot123456789:[redacted]/getMe'],
  ['https://discord.com/api/webhooks/1234567890/AbC-def_123456789012345', 'https://discord.com/api/webhooks/1234567890/[redacted]'],
  ['https://app.test/reset-password/a8f7d6e5c4b3a2918f7e', 'https://app.test/reset-password/[redacted]'],
  ['/invitations/a8f7d6e5c4b3a2918f7e?page=2', '/invitations/[redacted]?page=2'],
  ['/tokens/6f1c1a52-0f4e-4a7e-9d50-3c1f6c1f2a10', '/tokens/6f1c1a52-0f4e-4a7e-9d50-3c1f6c1f2a10'],
  ['/verify/documents/a8f7d6e5c4b3a2918f7e', '/verify/documents/a8f7d6e5c4b3a2918f7e'],
  ['/logout?id_token_hint=abc', '/logout?id_token_hint=[redacted]'],
  ['not a url, password=abc', 'not a url, password=[redacted]'],
])('%s', (url, safe) => {
  expect(redactUrl(url)).toBe(safe)
})

test('a URL without secrets stays as it is, and path and parameter names always stay', () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/)
  fc.assert(
    fc.property(
      word,
      fc.array(word),
      fc.array(fc.tuple(fc.constantFrom('page', 'sort', 'q', 'tenant_id', 'max_tokens_count'), word)),
      (host, path, query) => {
        const url = `https://${host}.test/${path.join('/')}?${query.map(([k, v]) => `${k}=${v}`).join('&')}`

        expect(redactUrl(url)).toBe(url)
        expect(redactUrl(`${url}&token=x1`)).toBe(`${url}&token=[redacted]`)
      },
    ),
  )
})
