import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { problemResponse } from './problem-response.ts'

/** Whether an Authorization header bears `token` (RFC 6750 section 2.1); takes as long for every wrong one. */
export function bearsToken(authorization: string | undefined, token: string): boolean {
  const given = bearerOf(authorization)
  return given !== undefined && timingSafeEqual(digest(given), digest(token))
}

function bearerOf(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
}

/** Lets a request pass only with `Authorization: Bearer TOKEN`; answers 401 as RFC 6750 section 3 says. */
export function requireToken(token: string): MiddlewareHandler {
  return async (c, next) => {
    const authorization = c.req.header('authorization')
    if (bearsToken(authorization, token)) return next()
    const given = bearerOf(authorization)
    const detail =
      given === undefined
        ? 'Found no bearer token, expected "Authorization: Bearer TOKEN".'
        : 'Found a bearer token that is not the API token.'
    const challenge = given === undefined ? 'Bearer realm="why403"' : 'Bearer realm="why403", error="invalid_token"'
    const problem = { type: 'urn:why403:api.unauthorized', title: 'Unauthorized', status: 401, detail }
    return problemResponse(problem, { 'www-authenticate': challenge })
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
