import { createHash, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { problemResponse } from './problem-response.ts'

/** Lets a request pass only with `Authorization: Bearer TOKEN`; answers 401 as RFC 6750 section 3 says. */
export function requireToken(token: string): MiddlewareHandler {
  const expected = digest(token)
  return async (c, next) => {
    const given = /^Bearer +(\S+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    if (given !== undefined && timingSafeEqual(digest(given), expected)) return next()
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
