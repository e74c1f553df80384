import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose'
import { Provider } from 'oidc-provider'
import { serveHttp } from './serve-http.ts'

/** What a client of the authorization server is: its claims, whether its tokens are opaque. */
export type AuthorizedClient = { claims?: Record<string, unknown>; opaque?: true }

/** An authorization server on loopback (panva's oidc-provider), with what a test asks of it directly. */
export type AuthorizationServer = {
  issuer: string
  tokenUrl: string
  introspectionUrl: string
  /** A token by client credentials (RFC 6749, 4.4) for one resource (RFC 8707). */
  token(clientId: string, options: { resource: string; scope?: string }): Promise<string>
  /** RFC 7009. */
  revoke(clientId: string, token: string): Promise<void>
  /** A refresh token of an account that has consented to `scope` at `resource`. */
  refreshToken(clientId: string, grant: { account: string; resource: string; scope: string }): Promise<string>
  /** A token with the server's own signature and whatever claims, such as one that has expired. */
  sign(claims: JWTPayload, key?: 'unknown'): Promise<string>
  close(): Promise<void>
}

/** The secret of every client. */
export const CLIENT_SECRET = 'the-secret-of-every-client-of-these-tests'
const KID = 'shop-2026'
const SCOPES = 'orders:read orders:write'

async function signingKey(kid: string) {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const jwk: JWK = { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
  return { privateKey, jwk }
}

function providerOf(issuer: string, jwk: JWK, clients: Readonly<Record<string, AuthorizedClient>>): Provider {
  return new Provider(issuer, {
    jwks: { keys: [jwk] },
    clients: Object.keys(clients).map((id) => ({
      client_id: id,
      client_secret: CLIENT_SECRET,
      grant_types: ['client_credentials', 'refresh_token', 'authorization_code'],
      redirect_uris: ['https://shop.example/callback'],
    })),
    scopes: ['openid', 'offline_access'],
    cookies: { keys: ['a key for the cookies of these tests'] },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource, client) => ({
          audience: resource,
          scope: SCOPES,
          accessTokenFormat: clients[client.clientId]?.opaque ? 'opaque' : 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (_, token) => clients[token.clientId ?? '']?.claims,
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
  })
}

async function post(url: string, clientId: string, form: Record<string, string>): Promise<Response> {
  const authorization = `Basic ${Buffer.from(`${clientId}:${CLIENT_SECRET}`).toString('base64')}`
  return fetch(url, { method: 'POST', headers: { authorization }, body: new URLSearchParams(form) })
}

/** Starts it on a free port; `clients` by their id. */
export async function openAuthorizationServer(clients: Readonly<Record<string, AuthorizedClient>>): Promise<AuthorizationServer> {
  const server = createServer()
  const { origin: issuer, close } = await serveHttp(server)
  const [own, unknown] = await Promise.all([signingKey(KID), signingKey('not-published')])
  const provider = providerOf(issuer, own.jwk, clients)
  server.on('request', provider.callback())
  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    introspectionUrl: `${issuer}/token/introspection`,
    async token(clientId, { resource, scope }) {
      const response = await post(`${issuer}/token`, clientId, {
        grant_type: 'client_credentials',
        resource,
        ...(scope !== undefined && { scope }),
      })
      const answer = (await response.json()) as { access_token?: string }
      if (answer.access_token === undefined) throw new Error(`No token for ${clientId}: ${JSON.stringify(answer)}`)
      return answer.access_token
    },
    async revoke(clientId, token) {
      const { status } = await post(`${issuer}/token/revocation`, clientId, { token })
      if (status !== 200) throw new Error(`Revocation was answered with ${status}`)
    },
    refreshToken: (clientId, grant) => issueRefreshToken(provider, clientId, grant),
    sign: (claims, key) =>
      new SignJWT({ iss: issuer, ...claims })
        .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: key === 'unknown' ? 'not-published' : KID })
        .sign((key === 'unknown' ? unknown : own).privateKey),
    close,
  }
}

/** What the authorization endpoint leaves behind after a login with consent: a grant, and a refresh token of it. */
async function issueRefreshToken(
  provider: Provider,
  clientId: string,
  { account, resource, scope }: { account: string; resource: string; scope: string },
): Promise<string> {
  const client = await provider.Client.find(clientId)
  if (!client) throw new Error(`No client ${clientId}`)
  const grant = new provider.Grant({ accountId: account, clientId })
  grant.addOIDCScope('openid offline_access')
  grant.addResourceScope(resource, scope)
  const grantId = await grant.save()
  const token = new provider.RefreshToken({
    client,
    accountId: account,
    grantId,
    gty: 'authorization_code',
    resource,
    scope: `openid offline_access ${scope}`,
  } as ConstructorParameters<typeof provider.RefreshToken>[0])
  return token.save()
}
