import { Hono } from 'hono'
import { signedIn } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

const SCOPE = 'reports:read'

/** A token that is good but too small. https://www.rfc-editor.org/rfc/rfc6750#section-3.1 (insufficient_scope) */
export function scopeRoutes(powers: TargetPowers): Hono {
  const app = new Hono()
  app.get('/api/export', async (c) => {
    const claims = await signedIn(c, powers)
    if (claims instanceof Response) return claims
    if (claims.scope.split(' ').includes(SCOPE)) return c.json({ export: 'ready' })
    const challenge = `Bearer realm="practice-orders", error="insufficient_scope", error_description="The request requires higher privileges", scope="${SCOPE}"`
    return c.json({ error: 'insufficient_scope' }, 403, { 'www-authenticate': challenge })
  })
  return app
}
