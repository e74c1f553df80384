import { describe, expect, test } from 'vitest'
import type { SourceAnswer, SourceRequest } from '../../../src/checks/check.ts'
import { CheckFailed } from '../../../src/checks/check-failed.ts'
import { createTokenCache } from '../../../src/checks/prober/identity/token-cache.ts'
import type { OAuth2 } from '../../../src/config/config.ts'

const SECRETS: Record<string, string> = { SECRET: 'p:ä s+w/ord', REFRESH: 'refresh-one-value', OTHER: 'refresh-new-value' }
const CLIENT: OAuth2 = { tokenUrl: 'https://sso.test/token', clientId: 'why 403', clientSecret: { env: 'SECRET' }, authentication: 'basic' }
const REFRESHING: OAuth2 = { ...CLIENT, refreshToken: { env: 'REFRESH' } }

const json = (status: number, body: object): SourceAnswer => ({
  status,
  headers: { 'content-type': ['application/json'] },
  body: JSON.stringify(body),
})
const given = (more: object = {}) => json(200, { access_token: 'access-one-value', token_type: 'Bearer', expires_in: 600, ...more })

/** A cache whose endpoint answers in turn, the last for ever, and whose clock is set by hand. */
function cacheWith(answers: readonly (SourceAnswer | Error)[], secrets = SECRETS) {
  const asked: SourceRequest[] = []
  const clock = { ms: Date.parse('2026-01-01T12:00:00Z') }
  const cache = createTokenCache({
    now: () => new Date(clock.ms),
    readSecret: async (ref) => secrets['env' in ref ? ref.env : ref.file] ?? '',
    ask: async (request) => {
      asked.push(request)
      const answer = answers[Math.min(asked.length, answers.length) - 1] as SourceAnswer | Error
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  const sent = (index: number) => Object.fromEntries(new URLSearchParams(asked[index]?.body))
  return { cache, asked, sent, pass: (seconds: number) => (clock.ms += seconds * 1000), secrets }
}

describe('how a token is asked for', () => {
  test('as the client itself, its id and secret form-encoded before they are put together (RFC 6749, 2.3.1)', async () => {
    const { cache, asked, sent } = cacheWith([given({ scope: 'orders:read' })])

    const token = await cache.get('shop member', { ...CLIENT, scope: 'orders:read', audience: 'orders', resource: 'https://api.test/' })

    expect(token).toEqual({
      accessToken: 'access-one-value',
      tokenType: 'bearer',
      scope: 'orders:read',
      expiresAt: new Date('2026-01-01T12:10:00Z'),
    })
    expect(asked[0]).toMatchObject({ method: 'POST', url: 'https://sso.test/token' })
    const [id, secret] = atob(asked[0]?.headers?.authorization?.slice(6) ?? '').split(':')
    expect([id, secret]).toEqual(['why+403', 'p%3A%C3%A4+s%2Bw%2Ford'])
    expect(sent(0)).toEqual({
      grant_type: 'client_credentials',
      scope: 'orders:read',
      audience: 'orders',
      resource: 'https://api.test/',
    })
  })

  test('with the secret in the body where the endpoint wants it there', async () => {
    const { cache, asked, sent } = cacheWith([given()])

    await cache.get('shop member', { ...CLIENT, authentication: 'post' })

    expect(sent(0)).toEqual({ grant_type: 'client_credentials', client_id: 'why 403', client_secret: SECRETS.SECRET })
    expect(asked[0]?.headers).not.toHaveProperty('authorization')
  })

  test('with a refresh token, by a public client that has no secret', async () => {
    const { cache, sent } = cacheWith([given({ id_token: 'not-even-a-jwt' })])
    const { clientSecret: _, ...open } = REFRESHING

    expect((await cache.get('shop member', open)).accessToken).toBe('access-one-value')
    expect(sent(0)).toEqual({ grant_type: 'refresh_token', refresh_token: 'refresh-one-value', client_id: 'why 403' })
  })

  test('not at all by a client that has neither', async () => {
    const { cache, asked } = cacheWith([given()])
    const { clientSecret: _, ...open } = CLIENT

    await expect(cache.get('shop member', open)).rejects.toMatchObject({ reason: 'secret-missing' })
    expect(asked).toEqual([])
  })
})

describe('how long a token is kept', () => {
  test.each([
    ['an hour', 3600, 3569, 3571],
    ['a minute', 60, 53, 55],
  ])('until shortly before its end: %s', async (_, expires_in, before, after) => {
    const { cache, asked, pass } = cacheWith([given({ expires_in }), given({ expires_in, access_token: 'access-two-value' })])
    await cache.get('shop member', CLIENT)

    pass(before)
    expect((await cache.get('shop member', CLIENT)).accessToken).toBe('access-one-value')
    pass(after - before)
    expect((await cache.get('shop member', CLIENT)).accessToken).toBe('access-two-value')
    expect(asked).toHaveLength(2)
  })

  test('by its own claim where the answer does not say', async () => {
    const part = (value: object) => btoa(JSON.stringify(value)).replaceAll('=', '')
    const exp = Date.parse('2026-01-01T12:02:00Z') / 1000
    const { cache, asked, pass } = cacheWith([
      given({ expires_in: undefined, access_token: `${part({ alg: 'RS256' })}.${part({ exp })}.c2ln` }),
    ])

    expect((await cache.get('shop member', CLIENT)).expiresAt).toEqual(new Date(exp * 1000))
    pass(119)
    await cache.get('shop member', CLIENT)
    expect(asked).toHaveLength(2)
  })

  test('for each identity by itself', async () => {
    const { cache, asked } = cacheWith([given(), given({ access_token: 'access-two-value' })])

    expect((await cache.get('shop member', CLIENT)).accessToken).toBe('access-one-value')
    expect((await cache.get('shop admin', CLIENT)).accessToken).toBe('access-two-value')
    expect(asked).toHaveLength(2)
  })

  test('past its renewal, while the endpoint is down and the token has not run out', async () => {
    const { cache, pass } = cacheWith([given(), json(503, {})])
    await cache.get('shop member', CLIENT)

    pass(580)
    expect((await cache.get('shop member', CLIENT)).accessToken).toBe('access-one-value')
    await expect(cache.get('shop member', CLIENT, { fresh: true })).rejects.toMatchObject({ reason: 'no-token' })
    pass(21)
    await expect(cache.get('shop member', CLIENT)).rejects.toMatchObject({ reason: 'no-token' })
  })
})

describe('who asks at the same time', () => {
  test('shares one question, and a fresh token is got anew although one is there', async () => {
    const { cache, asked } = cacheWith([given(), given({ access_token: 'access-two-value' })])

    await Promise.all([1, 2, 3].map(() => cache.get('shop member', CLIENT)))
    expect(asked).toHaveLength(1)
    const fresh = await Promise.all([1, 2].map(() => cache.get('shop member', CLIENT, { fresh: true })))
    expect(fresh.map(({ accessToken }) => accessToken)).toEqual(['access-two-value', 'access-two-value'])
    expect(asked).toHaveLength(2)
    expect((await cache.get('shop member', CLIENT)).accessToken).toBe('access-two-value')
  })
})

describe('a refresh token that the endpoint replaces', () => {
  test('is used from then on', async () => {
    const { cache, sent } = cacheWith([
      given({ refresh_token: 'rotated-one-value' }),
      given({ refresh_token: 'rotated-two-value' }),
      given(),
    ])

    for (const _ of [1, 2, 3]) await cache.get('shop member', REFRESHING, { fresh: true })

    expect([0, 1, 2].map((index) => sent(index).refresh_token)).toEqual(['refresh-one-value', 'rotated-one-value', 'rotated-two-value'])
  })

  test('gives way to one that somebody has put in its place', async () => {
    const secrets = { ...SECRETS }
    const { cache, sent } = cacheWith([given({ refresh_token: 'rotated-one-value' })], secrets)
    await cache.get('shop member', REFRESHING)

    secrets.REFRESH = 'refresh-new-value'
    await cache.get('shop member', REFRESHING, { fresh: true })

    expect(sent(1).refresh_token).toBe('refresh-new-value')
  })
})

describe('an endpoint that gives no token', () => {
  test.each([
    ['invalid_grant', json(400, { error: 'invalid_grant', error_description: 'Token refresh-one-value is not active' }), 'invalid_grant'],
    ['an error in an answer of 200', json(200, { error: 'bad_refresh_token' }), 'bad_refresh_token'],
    [
      'a challenge besides',
      {
        ...json(401, { error: 'invalid_client' }),
        headers: { 'content-type': ['application/json'], 'www-authenticate': ['Basic realm="sso"'] },
      },
      'invalid_client',
    ],
    ['HTML', { status: 200, headers: { 'content-type': ['text/html'] }, body: '<html>Sign in</html>' }, '200'],
    ['a broken server', { status: 502, headers: {}, body: 'Bad gateway' }, '502'],
    ['no token in the answer', json(200, { hello: 'world' }), '200'],
    ['a kind of token that we cannot send', given({ token_type: 'mac' }), '200'],
  ])('is told: %s', async (_, answer, word) => {
    const { cache } = cacheWith([answer])

    const error = (await cache.get('shop member', REFRESHING).catch((reason: unknown) => reason)) as CheckFailed

    expect(error).toMatchObject({ reason: 'no-token', message: expect.stringContaining(word) })
    expect(error.message).not.toContain('refresh-one-value')
    expect(error.message).not.toContain(SECRETS.SECRET)
  })

  test('keeps its reason when no answer came', async () => {
    const { cache } = cacheWith([new CheckFailed('timeout', 'sso.test: no answer in time')])

    await expect(cache.get('shop member', CLIENT)).rejects.toMatchObject({ reason: 'timeout' })
  })

  test('is left alone for two seconds, and asked again after', async () => {
    const { cache, asked, pass } = cacheWith([json(400, { error: 'invalid_scope' }), given()])
    const ask = () => cache.get('shop member', CLIENT, { fresh: true })

    await expect(ask()).rejects.toMatchObject({ reason: 'no-token' })
    pass(1)
    await expect(ask()).rejects.toMatchObject({ reason: 'no-token' })
    expect(asked).toHaveLength(1)
    pass(1)
    expect((await ask()).accessToken).toBe('access-one-value')
  })
})
