import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { type LoopbackServer, startServer } from '../loopback-server.ts'
import { runToken } from './run-token.ts'
import { startIssuer, type TokenIssuer } from './token-issuer.ts'

/** A target that passes the tokens that `isGood` says, and refuses all others in the same words. */
function startTarget(isGood: (token: string, count: number) => boolean): Promise<LoopbackServer> {
  let count = 0
  return startServer((request, response) => {
    const token = request.headers.authorization?.replace(/^Bearer /, '') ?? ''
    count += 1
    response
      .writeHead(isGood(token, count) ? 200 : 403, { 'content-type': 'text/plain' })
      .end(isGood(token, count) ? 'Welcome' : 'Forbidden')
  })
}

const oauth2 = ({ server }: TokenIssuer) => ({
  role: 'member',
  oauth2: { tokenUrl: `${server.url}/token`, clientId: 'web', clientSecret: { env: 'SSO' } },
})
const env = { SSO: 'client-secret-value' }
const tokensOf = (seen: readonly IncomingMessage[]) => new Set(seen.map(({ headers }) => headers.authorization))

describe('a fresh token of the same identity', () => {
  test('that passes where the old one is refused shows that the old one was the problem', async () => {
    await using issuer = await startIssuer()
    await using target = await startTarget((token) => token !== 'token-number-1')

    const { finding, line, all } = await runToken({
      url: `${target.url}/orders`,
      identities: { member: oauth2(issuer) },
      params: { fresh: true },
      env,
    })

    expect(finding).toMatchObject({ renewable: true, freshTried: true, freshPasses: true, freshRefused: false, freshStatus: 200 })
    expect(line).toContain('A fresh token')
    expect(tokensOf(target.seen)).toEqual(new Set(['Bearer token-number-1', 'Bearer token-number-2']))
    expect(issuer.posted).toHaveLength(2)
    expect(all).not.toMatch(/token-number|client-secret/)
  })

  test('that is refused just the same shows that it is not the token', async () => {
    await using issuer = await startIssuer()
    await using target = await startTarget(() => false)

    const { finding } = await runToken({ url: target.url, identities: { member: oauth2(issuer) }, params: { fresh: true }, env })

    expect(finding).toMatchObject({ freshTried: true, freshPasses: false, freshRefused: true, freshStatus: 403 })
  })

  test('that passes while the old one passes now and then proves nothing', async () => {
    await using issuer = await startIssuer()
    await using target = await startTarget((token, count) => token !== 'token-number-1' || count > 4)

    const { finding } = await runToken({ url: target.url, identities: { member: oauth2(issuer) }, params: { fresh: true }, env })

    expect(finding).toMatchObject({ freshPasses: false, freshUnstable: true })
  })

  test('is not asked for unless the parameter says so', async () => {
    await using issuer = await startIssuer()
    await using target = await startTarget(() => false)

    const { finding } = await runToken({ url: target.url, identities: { member: oauth2(issuer) }, env })

    expect(finding).toMatchObject({ renewable: true, freshTried: false, freshPasses: false })
    expect(target.seen).toEqual([])
    expect(issuer.posted).toHaveLength(1)
  })

  test('cannot be had where none is configured: nothing is sent, and nothing is called unseen', async () => {
    await using target = await startTarget(() => false)

    const { finding } = await runToken({ url: target.url, tokens: { member: 'opaque-token-value' }, params: { fresh: true } })

    expect(finding).toMatchObject({ renewable: false, freshTried: false, unseen: [] })
    expect(target.seen).toEqual([])
  })

  test('is tried by reading where the request itself would write', async () => {
    await using issuer = await startIssuer()
    await using target = await startTarget((token) => token !== 'token-number-1')

    const { finding } = await runToken({
      url: target.url,
      method: 'POST',
      identities: { member: oauth2(issuer) },
      params: { fresh: true },
      env,
    })

    expect(finding.freshPasses).toBe(true)
    expect(new Set(target.seen.map(({ method }) => method))).toEqual(new Set(['GET']))
  })

  test('that the endpoint refuses to give is told with its error', async () => {
    await using issuer = await startIssuer()
    await using target = await startTarget(() => false)
    let asked = 0
    issuer.behave.set('/token', (_, response) => {
      asked += 1
      const body =
        asked === 1 ? { access_token: 'token-number-1', token_type: 'Bearer', expires_in: 3600 } : { error: 'unauthorized_client' }
      response.writeHead(asked === 1 ? 200 : 400, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })

    const { finding } = await runToken({ url: target.url, identities: { member: oauth2(issuer) }, params: { fresh: true }, env })

    expect(finding).toMatchObject({ freshTried: false, present: true })
    expect(finding.unseen[0]?.why).toContain('unauthorized_client')
  })
})

describe('a token that was pasted', () => {
  const claims = { sub: 'ann', aud: 'orders', scope: 'orders:read', exp: 4_000_000_000 }
  const endpoint = (issuer: TokenIssuer, token: string) =>
    issuer.behave.set('/token', (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ access_token: token, token_type: 'Bearer' }))
    })

  test('is compared with that of the same person, who gets the fresh one', async () => {
    await using issuer = await startIssuer()
    const [pasted, good] = [await issuer.sign(claims), await issuer.sign({ ...claims, scope: 'orders:read orders:write' })]
    await using target = await startTarget((token) => token === good)
    endpoint(issuer, good)

    const { finding } = await runToken({
      url: target.url,
      subject: 'request',
      headers: { authorization: `Bearer ${pasted}` },
      tokens: { admin: await issuer.sign({ ...claims, sub: 'root' }) },
      identities: { ann: oauth2(issuer) },
      params: { fresh: true },
      env,
    })

    expect(finding).toMatchObject({ against: 'ann', missingScopes: ['orders:write'], renewable: true, freshPasses: true })
  })

  test('is compared with another where the same person is not among the identities, and gets no fresh one', async () => {
    await using issuer = await startIssuer()
    endpoint(issuer, await issuer.sign({ ...claims, sub: 'root', roles: ['admin'] }))

    const { finding } = await runToken({
      subject: 'request',
      headers: { authorization: `Bearer ${await issuer.sign(claims)}` },
      identities: { admin: oauth2(issuer) },
      env,
    })

    expect(finding).toMatchObject({ against: 'admin', missingRoles: ['admin'], renewable: false })
  })
})
