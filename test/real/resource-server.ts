import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'
import { auth, claimCheck, requiredScopes } from 'express-oauth2-jwt-bearer'
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose'
import { CLIENT_SECRET } from './authorization-server.ts'

/** Whose tokens an API takes, and under which name it is known there. */
type Trust = { issuer: string; audience: string }

const welcome: RequestHandler = (_, response) => void response.json({ ok: true })
const FORBIDDEN = { error: 'Forbidden' }

/** The errors of the routes above as JSON, with the headers that RFC 6750 wants. */
const tellError: ErrorRequestHandler = (
  error: { status?: number; headers?: Record<string, string>; code?: string; message: string },
  _,
  response,
  next,
) => {
  if (error.status === undefined) return next(error)
  response
    .status(error.status)
    .set(error.headers ?? {})
    .json({ error: error.code ?? 'unauthorized', message: error.message })
}

/** By the book: express-oauth2-jwt-bearer verifies, and its scope and claim checks decide. */
function strictRoutes({ issuer, audience }: Trust): express.Router {
  const routes = express.Router()
  routes.use(auth({ issuer, jwksUri: `${issuer}/jwks`, audience, strict: false }))
  routes.get('/orders', requiredScopes('orders:read'), welcome)
  routes.get(
    '/reports',
    claimCheck((claims) => rolesOf(claims).includes('manager'), 'The role manager is required'),
    welcome,
  )
  routes.get(
    '/tenants/:tenant/orders',
    (request, response, next) => {
      if (request.auth?.payload.tenant === request.params.tenant) next()
      else response.status(403).json({ error: 'forbidden', message: 'You do not belong to this organization' })
    },
    welcome,
  )
  return routes
}

function rolesOf(claims: JWTPayload): unknown[] {
  return Array.isArray(claims.roles) ? claims.roles : []
}

/** A guard as teams write it: verified with jose, and whatever is wrong is one bare 403. */
function homeMadeRoutes({ issuer, audience }: Trust): express.Router {
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`))
  const routes = express.Router()
  routes.use(async (request, response, next) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const verified = await jwtVerify(token, keys, { issuer, audience }).catch(() => null)
    if (!verified) return void response.status(403).json(FORBIDDEN)
    response.locals.claims = verified.payload
    next()
  })
  routes.get('/orders', welcome)
  routes.get(
    '/reports',
    (_, response, next) => (rolesOf(response.locals.claims).includes('manager') ? next() : void response.status(403).json(FORBIDDEN)),
    welcome,
  )
  routes.get(
    '/tenants/:tenant/orders',
    (request, response, next) => {
      if (response.locals.claims.tenant === request.params.tenant) next()
      else response.status(403).json(FORBIDDEN)
    },
    welcome,
  )
  return routes
}

type Introspected = { active: boolean; scope?: string; aud?: string }

async function introspect(issuer: string, token: string): Promise<Introspected> {
  const authorization = `Basic ${Buffer.from(`orders-api:${CLIENT_SECRET}`).toString('base64')}`
  const answer = await fetch(`${issuer}/token/introspection`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams({ token }),
  })
  return (await answer.json()) as Introspected
}

/** Opaque tokens: each is looked up at the authorization server (RFC 7662), and one that is not active gets a bare 403. */
function introspectingRoutes({ issuer, audience }: Trust): express.Router {
  const routes = express.Router()
  routes.get('/orders', async (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
    const { active, aud, scope } = await introspect(issuer, token)
    if (!active || aud !== audience) return void response.status(403).json(FORBIDDEN)
    if (!(scope ?? '').split(' ').includes('orders:read')) return void response.status(403).json(FORBIDDEN)
    response.json({ ok: true })
  })
  return routes
}

/** An API that checks issuer, audience, times, signature, scope, role and tenant in three manners: `/strict`, `/plain`, `/opaque`. */
export function resourceServer(trust: Trust): Express {
  const app = express()
  app.disable('x-powered-by')
  app.use('/strict', strictRoutes(trust))
  app.use('/plain', homeMadeRoutes(trust))
  app.use('/opaque', introspectingRoutes(trust))
  app.use(tellError)
  return app
}
