import { Hono } from 'hono'
import type { Log } from '../deps.ts'
import type { IncidentPowers } from '../incidents/incident-powers.ts'
import { createApi } from './api/create-api.ts'
import { errorResponse } from './error-response.ts'
import { healthRoutes } from './health-routes.ts'
import type { Metrics } from './metrics.ts'
import { bearsToken } from './require-token.ts'

/** The parts that answer on the one port. `slack` takes POST /slack/events; `practice` everything under /practice. */
type WebPowers = {
  incidents: IncidentPowers
  metrics: Metrics
  apiToken: string
  slack?: (request: Request) => Promise<Response>
  practice?: Hono
  log: Log
}

/** All routes of the running service. */
export function createWeb({ incidents, metrics, apiToken, slack, practice, log }: WebPowers): Hono {
  const web = new Hono()
  web.route(
    '/',
    healthRoutes(() => incidents.store.ready()),
  )
  web.get('/metrics', async (c) => {
    const names = bearsToken(c.req.header('authorization'), apiToken)
    return c.text(await metrics.text({ names }), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
  web.route('/api/v1', createApi(incidents, apiToken))
  web.post('/slack/events', async (c) => (slack ? slack(c.req.raw) : c.json({ error: 'Slack is not configured here' }, 404)))
  if (practice) web.route('/practice', practice)
  web.get('/', (c) => (practice ? c.redirect('/practice') : c.text('why403 runs here. Ask it from Slack: /why403 help\n')))
  web.onError((error, c) => errorResponse(error, c, log))
  return web
}
