import { Hono } from 'hono'
import { problem, signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

/** A resource of another tenant: one answer says so, the other leaves it to the token to tell. */
export function tenancyRoutes(powers: TargetPowers): Hono {
  const app = new Hono()

  app.get('/tenants/:tenant/invoices', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    if (claims.tenant === c.req.param('tenant')) return c.json({ invoices: [] })
    return problem(c, 403, { type: 'wrong-tenant', detail: 'This resource belongs to another tenant.' })
  })

  app.get('/tenants/:tenant/usage', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    return claims.tenant === c.req.param('tenant') ? c.json({ seats: 12 }) : c.json({ message: 'Forbidden' }, 403)
  })
  return app
}
