import { Hono } from 'hono'
import { problem, signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

/** Accounts that have bought the forecast. */
const WITH_FORECAST: readonly string[] = ['globex']

/** A feature that is off for this account and on for another. */
export function featureRoutes(powers: TargetPowers): Hono {
  const app = new Hono()
  app.get('/features/forecast', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    if (WITH_FORECAST.includes(claims.tenant)) return c.json({ forecast: [3, 5, 8] })
    return problem(c, 403, { type: 'feature-not-enabled', detail: 'This feature is not enabled for your account.', feature: 'forecast' })
  })
  return app
}
