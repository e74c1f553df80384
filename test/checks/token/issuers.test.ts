import type { ServerResponse } from 'node:http'
import { type CryptoKey, exportSPKI, importJWK, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { metadataUrls } from '../../../src/checks/token/issuers/discover-issuer.ts'
import { lookAt } from '../../../src/checks/token/issuers/look-at.ts'
import type { Exchange } from '../../../src/exchange.ts'
import { startServer } from '../loopback-server.ts'
import { runToken } from './run-token.ts'
import { makeKey, startIssuer, type TokenIssuer } from './token-issuer.ts'

const CLAIMS = { sub: 'ann', aud: 'orders', scope: 'orders:read', exp: 4_000_000_000 }
const introspection = { clientId: 'why403', clientSecret: { env: 'SSO' } }
const env = { SSO: 'introspection-secret' }
const listed = ({ issuer }: TokenIssuer, more: object = {}) => [{ issuer, ...more }]

const answered = (as: string, status: number, body = ''): Exchange => ({
  as,
  request: { method: 'GET', url: 'http://127.0.0.1:1/orders', headers: {} },
  response: { status, headers: {}, body },
})

describe('a signature, by the keys of a listed issuer', () => {
  test('is valid where the issuer made it', async () => {
    await using issuer = await startIssuer()
    const token = await issuer.sign(CLAIMS)

    const { finding, all } = await runToken({ tokens: { member: token }, issuers: listed(issuer, { audience: ['orders', 'api'] }) })

    expect(finding).toMatchObject({ signature: 'valid', issuerListed: true, problem: 'none', keyId: 'key-1', unseen: [] })
    expect(all).not.toContain(token.split('.')[2])
  })

  test.each([
    ['/tenants/acme', '/tenants/acme/.well-known/openid-configuration'],
    ['/tenants/acme/', '/tenants/acme/.well-known/openid-configuration'],
    ['/tenants/acme', '/.well-known/oauth-authorization-server/tenants/acme'],
    ['/tenants/acme', '/.well-known/openid-configuration/tenants/acme'],
    ['', '/.well-known/oauth-authorization-server'],
  ])('is found with metadata of the issuer %s at %s', async (path, wellKnown) => {
    await using issuer = await startIssuer(path, wellKnown)

    const { finding } = await runToken({ tokens: { member: await issuer.sign(CLAIMS) }, issuers: listed(issuer) })

    expect(finding).toMatchObject({ signature: 'valid', unseen: [] })
  })

  test('is valid without metadata where the keys are named', async () => {
    await using issuer = await startIssuer('', '/nowhere')
    const issuers = listed(issuer, { jwks: `${issuer.server.url}/keys` })

    const { finding } = await runToken({ tokens: { member: await issuer.sign(CLAIMS) }, issuers })

    expect(finding.signature).toBe('valid')
    expect(issuer.server.seen.map(({ url }) => url)).toEqual(['/keys'])
  })

  test('is by an unknown key after a rotation, and that of a changed token is invalid', async () => {
    await using issuer = await startIssuer()
    const old = await issuer.sign(CLAIMS)
    const [head, , tail] = old.split('.')
    const changed = [head, btoa(JSON.stringify({ ...CLAIMS, iss: issuer.issuer, sub: 'root' })).replace(/=+$/, ''), tail].join('.')
    const tokens = (member: string) => ({ tokens: { member }, issuers: listed(issuer) })

    expect((await runToken(tokens(changed))).finding).toMatchObject({ signature: 'invalid', problem: 'signature' })
    issuer.published.splice(0, 1, await makeKey('key-2'))
    const rotated = await runToken(tokens(old))
    expect(rotated.finding).toMatchObject({ signature: 'key-unknown', problem: 'signature' })
    expect(rotated.line).toContain('key-1')
  })

  test('is told apart where the issuer publishes the key under another id', async () => {
    await using issuer = await startIssuer()
    const token = await issuer.sign(CLAIMS, { kid: 'renamed' })

    const { finding } = await runToken({ tokens: { member: token }, issuers: listed(issuer) })

    expect(finding).toMatchObject({ signature: 'key-unknown', signatureWhy: expect.stringContaining('key-1') })
  })

  test('is by a key that the server knows where somebody passes with a token of it', async () => {
    await using issuer = await startIssuer()
    const [member, admin] = [await issuer.sign(CLAIMS), await issuer.sign({ ...CLAIMS, sub: 'root' })]
    const stranger = await issuer.sign(CLAIMS, { kid: 'other' })
    const exchanges = [answered('member', 403), answered('admin', 200)]

    expect((await runToken({ tokens: { member, admin }, exchanges })).finding.keyAccepted).toBe(true)
    expect((await runToken({ tokens: { member: stranger, admin }, exchanges })).finding.keyAccepted).toBe(false)
    expect((await runToken({ tokens: { member, admin } })).finding.keyAccepted).toBe(false)
  })

  test('by a key without an id is tried with each that fits', async () => {
    await using issuer = await startIssuer()
    issuer.published.push(await makeKey('key-2'))
    const second = issuer.published[1]
    if (!second) throw new Error('the second key is missing')
    const { kid: _, ...header } = { kid: second.kid, alg: 'ES256' }
    const token = await new SignJWT({ iss: issuer.issuer, ...CLAIMS }).setProtectedHeader(header).sign(second.privateKey)

    expect((await runToken({ tokens: { member: token }, issuers: listed(issuer) })).finding.signature).toBe('valid')
  })

  test('made with the public key as a shared secret is a forgery', async () => {
    await using issuer = await startIssuer()
    const key = await makeKey('key-rsa', 'RS256')
    issuer.published.splice(0, 1, key)
    const pem = await exportSPKI((await importJWK(key.publicJwk, 'RS256', { extractable: true })) as CryptoKey)
    const forge = (secret: string) =>
      new SignJWT({ iss: issuer.issuer, ...CLAIMS })
        .setProtectedHeader({ alg: 'HS256', kid: 'key-rsa' })
        .sign(new TextEncoder().encode(secret))
    const judge = async (token: string) => (await runToken({ tokens: { member: token }, issuers: listed(issuer) })).finding

    expect(await judge(await forge(pem))).toMatchObject({ signature: 'invalid', signatureWhy: expect.stringContaining('forgery') })
    expect(await judge(await forge('another-shared-secret-of-some-length'))).toMatchObject({
      signature: 'invalid',
      signatureWhy: expect.stringContaining('shared secret'),
    })
  })

  test('is missing where the algorithm is none', async () => {
    await using issuer = await startIssuer()
    const token = new UnsecuredJWT({ iss: issuer.issuer, ...CLAIMS }).encode()

    expect((await runToken({ tokens: { member: token }, issuers: listed(issuer) })).finding).toMatchObject({
      signature: 'unsigned',
      problem: 'signature',
    })
  })

  test('by an algorithm that is not accepted is invalid, though the key fits', async () => {
    await using issuer = await startIssuer()

    const { finding } = await runToken({
      tokens: { member: await issuer.sign(CLAIMS) },
      issuers: listed(issuer, { algorithms: ['RS256'] }),
    })

    expect(finding).toMatchObject({ signature: 'invalid', signatureWhy: expect.stringContaining('ES256') })
  })
})

describe('an issuer that cannot be seen leaves the rest of the finding', () => {
  test.each([
    ['answers 500', (_: unknown, response: ServerResponse) => response.writeHead(500).end(), '500'],
    ['answers HTML', (_: unknown, response: ServerResponse) => response.end('<html>Sign in</html>'), 'HTML'],
    ['answers no key set', (_: unknown, response: ServerResponse) => response.end('{"keys":"none"}'), 'list of keys'],
  ])('its key set %s', async (_, listener, why) => {
    await using issuer = await startIssuer()
    issuer.behave.set('/keys', listener)
    const token = await issuer.sign({ ...CLAIMS, exp: 1_000_000_000 })

    const { finding, line } = await runToken({ tokens: { member: token }, issuers: listed(issuer) })

    expect(finding).toMatchObject({ signature: 'not-checked', expired: true, problem: 'expired', audience: ['orders'] })
    expect(finding.unseen).toEqual([{ source: `keys of ${issuer.issuer}`, why: expect.stringContaining(why) }])
    expect(line).toContain('Could not be seen')
  })

  test('it hangs', async () => {
    const never = new Promise<never>(() => {})

    expect(await lookAt('keys of https://sso.test', never, 1)).toEqual({
      unseen: { source: 'keys of https://sso.test', why: 'no answer came within 0.001 s' },
    })
  })

  test('it is down', async () => {
    const issuer = await startIssuer()
    const token = await issuer.sign(CLAIMS)
    await issuer[Symbol.asyncDispose]()

    const { finding } = await runToken({ tokens: { member: token }, issuers: listed(issuer, { introspection }), env })

    expect(finding.unseen.map(({ source }) => source)).toEqual([`keys of ${issuer.issuer}`, `introspection at ${issuer.issuer}`])
    expect(finding).toMatchObject({ present: true, introspected: false })
  })
})

describe('an issuer that is not listed', () => {
  test('is never asked, and the finding says what would let it be', async () => {
    await using issuer = await startIssuer()

    const { finding, line } = await runToken({ tokens: { member: await issuer.sign(CLAIMS) } })

    expect(finding).toMatchObject({ issuerListed: false, signature: 'not-checked', issuerMismatch: false, problem: 'none' })
    expect(line).toContain('issuers')
    expect(issuer.server.seen).toEqual([])
  })

  test('is a mismatch where others are listed, unless somebody passes with a token of it', async () => {
    await using issuer = await startIssuer()
    await using other = await startIssuer()
    const tokens = { member: await other.sign(CLAIMS), admin: await other.sign({ ...CLAIMS, sub: 'root' }) }
    const run = { tokens, issuers: listed(issuer) }
    const refused = answered('member', 403)

    expect((await runToken({ ...run, exchanges: [refused] })).finding).toMatchObject({ issuerMismatch: true, problem: 'issuer' })
    expect((await runToken({ ...run, exchanges: [refused, answered('admin', 200)] })).finding.issuerMismatch).toBe(false)
    expect([...issuer.server.seen, ...other.server.seen]).toEqual([])
  })

  test('in its own metadata, which is spelt otherwise, is told', async () => {
    await using issuer = await startIssuer()
    issuer.behave.set('/.well-known/openid-configuration', (_, response) => {
      response.end(JSON.stringify({ issuer: `${issuer.issuer}/`, jwks_uri: `${issuer.server.url}/keys` }))
    })

    const { finding, line } = await runToken({ tokens: { member: await issuer.sign(CLAIMS) }, issuers: listed(issuer) })

    expect(finding).toMatchObject({ signature: 'valid', issuerMismatch: false, issuerDiffers: expect.stringContaining('metadata') })
    expect(line).toContain('metadata')
  })

  test('and differs by a slash alone is told so', async () => {
    await using issuer = await startIssuer()
    const token = await issuer.sign({ ...CLAIMS, iss: `${issuer.issuer}/` })

    const { finding, line } = await runToken({ tokens: { member: token }, issuers: listed(issuer) })

    expect(finding).toMatchObject({ issuerMismatch: true, issuerListed: false, issuerDiffers: expect.stringContaining('slash') })
    expect(line).toContain('slash')
  })
})

describe('the audience that is configured', () => {
  test.each([
    ['orders', 'none'],
    [['billing', 'orders'], 'none'],
    ['billing', 'audience'],
  ])('%o: %s', async (audience, problem) => {
    await using issuer = await startIssuer()

    const { finding } = await runToken({ tokens: { member: await issuer.sign(CLAIMS) }, issuers: listed(issuer, { audience }) })

    expect(finding).toMatchObject({ problem, audienceMismatch: problem === 'audience', expectedAudience: [audience].flat() })
  })
})

describe('introspection', () => {
  test('tells what an opaque token holds, and what somebody who passes has besides', async () => {
    await using issuer = await startIssuer()
    issuer.opaque.set('opaque-of-member', {
      active: true,
      scope: 'orders:read',
      aud: 'orders',
      sub: 'ann',
      client_id: 'web',
      exp: 4_000_000_000,
    })
    issuer.opaque.set('opaque-of-admin', { active: true, scope: 'orders:read orders:write', aud: 'orders', sub: 'root' })

    const { finding, all } = await runToken({
      tokens: { member: 'opaque-of-member', admin: 'opaque-of-admin' },
      issuers: listed(issuer, { introspection }),
      exchanges: [answered('member', 403, 'The scope "orders:write" is required'), answered('admin', 200)],
      env,
    })

    expect(finding).toMatchObject({
      format: 'opaque',
      introspected: true,
      active: true,
      scopes: ['orders:read'],
      audience: ['orders'],
      subject: 'ann',
      client: 'web',
      missingScope: 'orders:write',
      problem: 'scope',
      against: 'admin',
      missingScopes: ['orders:write'],
    })
    expect(issuer.posted[0]).toMatchObject({ authorization: `Basic ${btoa('why403:introspection%2Dsecret')}` })
    expect(all).not.toMatch(/opaque-of|introspection-secret/)
  })

  test('says that a token is not active', async () => {
    await using issuer = await startIssuer()
    const jwt = await issuer.sign(CLAIMS)
    const issuers = listed(issuer, { introspection: { ...introspection, authentication: 'post' } })

    expect((await runToken({ tokens: { member: 'revoked-opaque-token' }, issuers, env })).finding).toMatchObject({
      introspected: true,
      active: false,
      problem: 'inactive',
    })
    expect((await runToken({ tokens: { member: jwt }, issuers, env })).finding).toMatchObject({
      signature: 'valid',
      active: false,
      problem: 'inactive',
    })
    expect(issuer.posted[0]?.form).toMatchObject({
      client_id: 'why403',
      client_secret: 'introspection-secret',
      token: 'revoked-opaque-token',
    })
  })

  test('that refuses our client is told', async () => {
    await using issuer = await startIssuer()
    issuer.behave.set('/introspect', (_, response) => {
      response.writeHead(401, { 'content-type': 'application/json', 'www-authenticate': 'Basic' }).end('{"error":"invalid_client"}')
    })

    const { finding } = await runToken({ tokens: { member: 'some-opaque-token' }, issuers: listed(issuer, { introspection }), env })

    expect(finding).toMatchObject({ introspected: false, problem: 'none' })
    expect(finding.unseen[0]?.why).toContain('invalid_client')
  })

  test('at an endpoint elsewhere that only the metadata names gets neither token nor secret', async () => {
    await using issuer = await startIssuer()
    await using elsewhere = await startServer((_, response) => response.end('{"active":true}'))
    issuer.behave.set('/.well-known/openid-configuration', (_, response) => {
      response.end(JSON.stringify({ issuer: issuer.issuer, introspection_endpoint: `${elsewhere.url}/introspect` }))
    })

    const { finding } = await runToken({ tokens: { member: 'some-opaque-token' }, issuers: listed(issuer, { introspection }), env })

    expect(finding.unseen[0]?.why).toContain('introspection.url')
    expect(elsewhere.seen).toEqual([])
  })

  test.each([['{{ token }}'], ['ghp_0123456789abcdefghijABCDEFGHIJ012345'], ['"quoted-token-value"']])(
    'is not shown what is no token of an issuer: %s',
    async (member) => {
      await using issuer = await startIssuer()

      const { finding } = await runToken({ tokens: { member }, issuers: listed(issuer, { introspection }), env })

      expect(finding.introspected).toBe(false)
      expect(issuer.server.seen).toEqual([])
    },
  )
})

test('metadata is looked for where OpenID Connect and where RFC 8414 put it', () => {
  expect(metadataUrls('https://sso.test/realms/shop/')).toEqual([
    'https://sso.test/realms/shop/.well-known/openid-configuration',
    'https://sso.test/.well-known/oauth-authorization-server/realms/shop',
    'https://sso.test/.well-known/openid-configuration/realms/shop',
  ])
  expect(metadataUrls('https://sso.test')).toHaveLength(2)
})
