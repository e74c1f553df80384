import { Hono } from 'hono'
import type { TargetPowers } from '../target-powers.ts'

type Entry = { effect: 'allow' | 'deny'; role: string | '*' }

/** First match wins. The deny was meant for a single consumer and was saved for all of them, above the allows. */
const WAREHOUSE_LIST: readonly Entry[] = [
  { effect: 'deny', role: '*' },
  { effect: 'allow', role: 'member' },
  { effect: 'allow', role: 'admin' },
]

/** An access list with a wrong entry: everybody is refused, those who should pass among them. The words are Istio's. */
export function accessListRoutes({ readCaller }: TargetPowers): Hono {
  const app = new Hono()
  app.get('/acl/*', async (c) => {
    const caller = await readCaller(c)
    const roles = caller.kind === 'known' ? caller.claims.roles : []
    const entry = WAREHOUSE_LIST.find(({ role }) => role === '*' || roles.includes(role))
    if (entry?.effect === 'allow') return c.json({ warehouse: 'open' }, 200, { server: 'istio-envoy' })
    return c.body('RBAC: access denied', 403, { 'content-type': 'text/plain', server: 'istio-envoy' })
  })
  return app
}
