import type { Server } from 'node:http'
import fastifyCookie from '@fastify/cookie'
import fastifyCsrf from '@fastify/csrf-protection'
import fastifySession from '@fastify/session'
import { doubleCsrf } from 'csrf-csrf'
import express, { type Express } from 'express'
import session from 'express-session'
import fastify from 'fastify'

const SECRET = 'a secret of these tests that is longer than thirty-two bytes'

declare module 'express-session' {
  interface SessionData {
    user: string
  }
}

declare module 'fastify' {
  interface Session {
    user?: string
  }
}

/** Express with a login session; csrf-csrf guards every form by a token that `GET /profile` hands out. */
export function expressForms(): Express {
  const app = express()
  const { doubleCsrfProtection, generateCsrfToken } = doubleCsrf({
    getSecret: () => SECRET,
    getSessionIdentifier: (request) => request.sessionID,
    getCsrfTokenFromRequest: (request) => request.headers['x-csrf-token'],
    cookieName: 'csrf-token',
    cookieOptions: { secure: false, sameSite: 'strict' },
  })
  app.use(session({ secret: SECRET, resave: false, saveUninitialized: false }))
  app.use(readCookies)
  app.post('/login', (request, response) => {
    request.session.user = 'mia'
    response.json({ ok: true })
  })
  app.use((request, response, next) => (request.session.user ? next() : void response.status(401).json({ error: 'Please sign in' })))
  app.use(doubleCsrfProtection)
  app.get('/profile', (request, response) => void response.json({ csrfToken: generateCsrfToken(request, response) }))
  app.post('/profile', (_, response) => void response.json({ saved: true }))
  return app
}

/** csrf-csrf reads `request.cookies`. */
function readCookies(...[request, , next]: Parameters<express.RequestHandler>): void {
  const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=', 2) as [string, string])
  request.cookies = Object.fromEntries(pairs.map(([name, value = '']) => [name, decodeURIComponent(value)]))
  next()
}

/** Fastify with a login session; @fastify/csrf-protection guards the form by a token that `GET /profile` puts into a header. */
export async function fastifyForms(): Promise<Server> {
  const app = fastify()
  await app.register(fastifyCookie)
  await app.register(fastifySession, { secret: SECRET, cookie: { secure: false } })
  await app.register(fastifyCsrf, { sessionPlugin: '@fastify/session' })
  app.post('/login', async (request) => {
    request.session.user = 'mia'
    return { ok: true }
  })
  app.register(async (inside) => {
    inside.addHook('onRequest', async (request, reply) => {
      if (request.session.user === undefined) return reply.code(401).send({ error: 'Please sign in' })
    })
    inside.get('/profile', async (_, reply) => {
      const token = reply.generateCsrf()
      return reply.header('x-csrf-token', token).send({ ok: true })
    })
    inside.post('/profile', { onRequest: app.csrfProtection }, async () => ({ saved: true }))
  })
  await app.ready()
  return app.server
}
