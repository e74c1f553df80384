import { Hono } from 'hono'

/** The parts that must work before work is taken in. */
export type Readiness = { database: boolean; migrations: boolean; queue: boolean }

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
