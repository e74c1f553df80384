import type { IncomingMessage, ServerResponse } from 'node:http'
import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import { sayJson } from './loopback-app.ts'

const KEY = new TextEncoder().encode('a key of these tests, long enough')
const ISSUER = 'https://id.shop.example'
const AUDIENCE = 'shop-api'

/** A signed token of the shop; `aud` and `exp` may be given. */
export function shopToken({ exp = '1h', ...claims }: Record<string, unknown> & { exp?: string | number }): Promise<string> {
  return new SignJWT({ aud: AUDIENCE, ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: 'shop-1' })
    .setIssuedAt(Math.floor(Date.now() / 1000) - 7_200)
    .setIssuer(ISSUER)
    .setExpirationTime(typeof exp === 'string' ? exp : Math.floor(exp))
    .sign(KEY)
}

/** The same token with another signature. */
export const forged = (token: string) =>
  `${token.split('.').slice(0, 2).join('.')}.${Buffer.from('another signature, 32 bytes long').toString('base64url')}`

type Handler = (request: IncomingMessage, response: ServerResponse, claims: JWTPayload) => void
const FORBIDDEN = { error: 'forbidden' }
let turn = 0

async function claimsOf(request: IncomingMessage): Promise<JWTPayload | Error | null> {
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) return null
  return jwtVerify(token, KEY, { audience: AUDIENCE, issuer: ISSUER }).then(
    ({ payload }) => payload,
    (error: Error) => error,
  )
}

/** A resource server by RFC 6750: 401 with the reason of a bad token, then `then`. */
function withToken(then: Handler) {
  return async (request: IncomingMessage, response: ServerResponse) => {
    const claims = await claimsOf(request)
    if (claims === null) return sayJson(response, 401, { error: 'unauthorized' }, { 'www-authenticate': 'Bearer realm="shop"' })
    if (!(claims instanceof Error)) return then(request, response, claims)
    const reason = claims.message.replaceAll('"', "'")
    sayJson(
      response,
      401,
      { error: 'invalid_token' },
      { 'www-authenticate': `Bearer realm="shop", error="invalid_token", error_description="${reason}"` },
    )
  }
}

const withScope = (scope: string, then: Handler) =>
  withToken((request, response, claims) => {
    if (
      String(claims.scope ?? '')
        .split(' ')
        .includes(scope)
    )
      return then(request, response, claims)
    const challenge = `Bearer realm="shop", error="insufficient_scope", scope="${scope}"`
    sayJson(response, 403, { error: 'insufficient_scope' }, { 'www-authenticate': challenge })
  })

const hasRole = (claims: JWTPayload, role: string) => Array.isArray(claims.roles) && claims.roles.includes(role)
const welcome: Handler = (_, response) => sayJson(response, 200, { ok: true })

function onlyFor(test: (claims: JWTPayload, request: IncomingMessage) => boolean, refuse: Handler) {
  return withToken((request, response, claims) => (test(claims, request) ? welcome : refuse)(request, response, claims))
}

/** Every bad token gets a bare 403, as many a home-made guard does. */
async function bareGuard(request: IncomingMessage, response: ServerResponse) {
  const claims = await claimsOf(request)
  if (claims === null || claims instanceof Error) return sayJson(response, 403, FORBIDDEN)
  sayJson(response, 200, { ok: true })
}

function doubleSubmit(request: IncomingMessage, response: ServerResponse) {
  const cookies = Object.fromEntries((request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=')))
  if (cookies.sid !== 'live') return sayJson(response, 401, { error: 'please log in' })
  if (request.method === 'GET')
    return sayJson(response, 200, { form: true }, { 'set-cookie': 'XSRF-TOKEN=fresh-token-1; Path=/; SameSite=Lax' })
  const sent = request.headers['x-xsrf-token']
  if (sent !== undefined && sent === cookies['XSRF-TOKEN']) return sayJson(response, 200, { sent: true })
  sayJson(response, 403, { error: 'invalid csrf token' })
}

const problem: Handler = (_, response) => {
  const body = {
    type: 'https://shop.example/problems/missing-permission',
    title: 'Forbidden',
    status: 403,
    detail: 'You lack the permission refunds:read',
  }
  response.writeHead(403, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
}

/** The pages of an app that refuses in the ways of Node services; whatever is not here is not found. */
const PAGES: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse) => void>> = {
  '/orders': withScope('orders:read', welcome),
  '/checkout': (request, response) =>
    (request.method === 'GET' ? withToken(welcome) : withScope('orders:write', welcome))(request, response),
  '/guard': bareGuard,
  '/refunds': onlyFor((claims) => hasRole(claims, 'admin'), problem),
  '/users': onlyFor(
    (claims) => hasRole(claims, 'admin'),
    (_, response) => sayJson(response, 403, { statusCode: 403, message: 'Forbidden resource', error: 'Forbidden' }),
  ),
  '/reports': onlyFor(
    (claims) => Array.isArray(claims.groups) && claims.groups.includes('reports'),
    (_, response) => sayJson(response, 403, FORBIDDEN),
  ),
  '/tenants/globex/orders': onlyFor(
    (claims) => claims.tenant === 'globex',
    (_, response) => sayJson(response, 403, FORBIDDEN),
  ),
  '/invoices': onlyFor(
    (claims, { headers }) => claims.tenant === headers['x-tenant-id'],
    (_, response) => sayJson(response, 403, FORBIDDEN),
  ),
  '/export': withToken((_, response) =>
    sayJson(response, 403, {
      error: 'feature_not_enabled',
      message: 'The feature "bulk-export" is not enabled for your account',
      feature: 'bulk-export',
    }),
  ),
  '/projects/nightfall': async (request, response) => {
    const claims = await claimsOf(request)
    const isMember = claims !== null && !(claims instanceof Error) && hasRole(claims, 'admin')
    sayJson(response, isMember ? 200 : 404, isMember ? { ok: true } : { error: 'not found' })
  },
  '/stock': (request, response) => {
    if (request.method === 'GET' || request.method === 'HEAD') return sayJson(response, 200, { ok: true })
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
  },
  '/form': doubleSubmit,
  '/catalogue': (_, response) => sayJson(response, 200, { ok: true }),
  '/catalogue/': (_, response) => sayJson(response, 403, FORBIDDEN),
  '/closed': (_, response) => sayJson(response, 403, FORBIDDEN),
  '/unstable': (_, response) => (turn++ % 2 === 0 ? sayJson(response, 200, { ok: true }) : sayJson(response, 403, FORBIDDEN)),
}

/** Answers as the app. */
export function refusingApp(request: IncomingMessage, response: ServerResponse): void {
  const page = PAGES[(request.url ?? '').split('?', 1)[0] ?? '']
  if (page) page(request, response)
  else sayJson(response, 404, { error: 'no such page' })
}
