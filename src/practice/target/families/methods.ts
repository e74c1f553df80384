import { Hono } from 'hono'
import { signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

/** The exact method and path decide: a write where only reads are routed, a slash too many, and a write that asks for more. */
export function methodRoutes(powers: TargetPowers): Hono {
  const app = new Hono()
  const allow = 'GET, HEAD, OPTIONS'

  app.get('/methods/orders', (c) => c.json({ orders: [] }))
  app.options('/methods/orders', (c) => c.body(null, 204, { allow }))
  app.all('/methods/orders', (c) => c.json({ message: 'Forbidden' }, 403, { allow }))

  app.all('/methods/reports', (c) => c.json({ reports: ['2026-10'] }))
  app.all('/methods/reports/', (c) => c.json({ message: 'Forbidden' }, 403))

  app.get('/methods/price-list', (c) => c.json({ prices: [12, 14] }))
  app.options('/methods/price-list', (c) => c.body(null, 204, { allow: 'GET, HEAD, OPTIONS, PUT' }))
  app.put('/methods/price-list', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    return claims.roles.includes('admin') ? c.json({ saved: true }) : c.json({ message: 'Missing permission: prices:write' }, 403)
  })
  return app
}
