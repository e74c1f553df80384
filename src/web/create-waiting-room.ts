import { Hono } from 'hono'
import { html } from 'hono/html'
import { healthRoutes } from './health-routes.ts'

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
