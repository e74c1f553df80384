import { OpenAPIHono } from '@hono/zod-openapi'
import { Why403Error } from '../../errors.ts'
import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import { asForeground } from '../../store/foreground.ts'
import { errorResponse } from '../error-response.ts'
import { requireToken } from '../require-token.ts'
import { explainRoutes } from './explain-route.ts'
import { incidentRoutes } from './incident-routes.ts'
import { ruleRoutes } from './rule-routes.ts'

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
  api.use('*', (_, next) => asForeground(next))
  for (const routes of [incidentRoutes(powers), ruleRoutes(powers.store), explainRoutes()]) api.route('/', routes)
  api.onError((error, c) => errorResponse(error, c, powers.log))
  api.notFound((c) =>
    c.body(JSON.stringify({ type: 'about:blank', title: 'Not Found', status: 404, detail: 'See /api/v1/openapi.json.' }), 404, {
      'content-type': 'application/problem+json',
    }),
  )
  return api
}

function sentenceOf(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ')
}
