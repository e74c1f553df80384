import { Hono } from 'hono'
import { html } from 'hono/html'
import type { Log } from '../deps.ts'
import type { IncidentPowers } from '../incidents/incident-powers.ts'
import { createApi } from './api/create-api.ts'
import { errorResponse } from './error-response.ts'
import { healthRoutes } from './health.ts'
import type { Metrics } from './metrics.ts'

/** The parts that answer on the one port. `slack` takes POST /slack/events; `practice` everything under /practice. */
export type WebPowers = {
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
  web.get('/metrics', async (c) => c.text(await metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }))
  web.route('/api/v1', createApi(incidents, apiToken))
  web.post('/slack/events', async (c) => (slack ? slack(c.req.raw) : c.json({ error: 'Slack is not configured here' }, 404)))
  if (practice) web.route('/practice', practice)
  web.get('/', (c) => (practice ? c.redirect('/practice') : c.text('why403 runs here. Ask it from Slack: /why403 help\n')))
  web.onError((error, c) => errorResponse(error, c, log))
  return web
}

/** What answers while the database is not there yet: alive, but not ready; Slack is told to try again. */
export function createWaitingRoom(why: () => string): Hono {
  const room = new Hono()
  room.route(
    '/',
    healthRoutes(async () => ({ database: false, migrations: false, queue: false })),
  )
  room.all('*', (c) => {
    c.header('retry-after', '2')
    if (!c.req.header('accept')?.includes('text/html')) return c.json({ status: 'not-ready', detail: why() }, 503)
    return c.html(html`<!doctype html><meta http-equiv="refresh" content="1"><title>why403</title><p>${why()} …</p>`, 503)
  })
  return room
}
