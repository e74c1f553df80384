import { Hono } from 'hono'
import type { Readiness } from '../store/assemble-store.ts'

/** `/healthz`: the process lives. `/readyz`: 200 when every part is ready, else 503, each part named. */
export function healthRoutes(ready: () => Promise<Readiness>): Hono {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const parts = await ready()
      const isReady = Object.values(parts).every(Boolean)
      return c.json({ status: isReady ? 'ready' : 'not-ready', ...parts }, isReady ? 200 : 503)
    })
}
