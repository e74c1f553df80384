import { OpenAPIHono } from '@hono/zod-openapi'
import { bodyLimit } from 'hono/body-limit'
import { Why403Error } from '../../errors.ts'
import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import { asForeground } from '../../store/foreground.ts'
import { errorResponse } from '../error-response.ts'
import { problemResponse } from '../problem-response.ts'
import { requireToken } from '../require-token.ts'
import { explainRoutes } from './explain-routes.ts'
import { incidentRoutes } from './incident-routes.ts'
import { ruleRoutes } from './rule-routes.ts'

/** The largest field there is, escaped in the longest way, and room for the others. */
const BODY_MAX_BYTES = 2 * 1024 * 1024

/** `/api/v1`: guarded by `token`, described by its own `openapi.json` (which is open to read). Failures are problem+json. */
export function createApi(powers: IncidentPowers, token: string): OpenAPIHono {
  const api = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new Why403Error('input.malformed', sentenceOf(result.error.issues))
    },
  })
  api.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'why403',
      version: powers.version,
      description: 'Why is this request forbidden? Incidents, answers and resolved rules.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ token: [] }],
  })
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  api.use('*', requireToken(token))
  api.use('*', bodyLimit({ maxSize: BODY_MAX_BYTES }))
  // Whoever waits for a walk to go on must not go before that very walk.
  api.use('*', (c, next) => (c.req.query('waitMs') === undefined ? asForeground(next) : next()))
  for (const routes of [incidentRoutes(powers), ruleRoutes(powers.store), explainRoutes()]) api.route('/', routes)
  api.onError((error, c) => errorResponse(error, c, powers.log))
  api.notFound(() => problemResponse({ type: 'about:blank', title: 'Not Found', status: 404, detail: 'See /api/v1/openapi.json.' }))
  return api
}

function sentenceOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ')
}
