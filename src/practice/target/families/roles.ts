import { Hono } from 'hono'
import { problem, signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

/** A role that is not what it should be: a colleague of the same role passes. The answers name nothing, as many applications do. */
export function roleRoutes(powers: TargetPowers): Hono {
  const app = new Hono()

  app.get('/reports/quarterly', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    return claims.groups.includes('quarterly-reports') ? c.json({ quarter: 'Q3', revenue: 1200 }) : c.json({ message: 'Forbidden' }, 403)
  })

  app.get('/maintenance/status', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    return claims.roles.includes('maintenance') ? c.json({ maintenance: 'off' }) : problem(c, 403)
  })
  return app
}
