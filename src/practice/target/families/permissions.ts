import { Hono } from 'hono'
import { problem, signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

/** The application itself refuses a person: a missing permission, and a resource that hides behind a 404. */
export function permissionRoutes(powers: TargetPowers): Hono {
  const app = new Hono()

  app.get('/orders', async (c) => {
    const claims = await signedIn(c, powers)
    return claims instanceof Response ? claims : c.json({ orders: [{ id: 1, total: '12.50 EUR' }], for: claims.sub })
  })

  app.get('/orders/refunds', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    if (claims.roles.includes('admin')) return c.json({ refunds: [] })
    return problem(c, 403, { type: 'missing-permission', detail: 'You do not have permission to do this.', permission: 'orders:refund' })
  })

  app.get('/projects/nightfall', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    return claims.roles.includes('admin') ? c.json({ project: 'nightfall' }) : problem(c, 404)
  })

  app.get('/catalogue', (c) => c.json({ items: ['lamp', 'table'] }))
  return app
}
