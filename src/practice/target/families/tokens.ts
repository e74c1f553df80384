import { Hono } from 'hono'
import { invalidTokenChallenge } from '../app-answer.ts'
import type { TargetPowers } from '../target-powers.ts'

/** Bad tokens answered with 403 where 401 was due: silently, by the book but for the status, and by Envoy's JWT filter. */
export function tokenRoutes({ readCaller, issuer }: TargetPowers): Hono {
  const app = new Hono()

  app.get('/ledger', async (c) => {
    const caller = await readCaller(c)
    return caller.kind === 'known' ? c.json({ entries: [] }) : c.json({ message: 'Forbidden' }, 403)
  })

  app.get('/invoices', async (c) => {
    const caller = await readCaller(c)
    if (caller.kind === 'known') return c.json({ invoices: [] })
    const challenge = caller.kind === 'bad-token' ? invalidTokenChallenge(caller.fault) : 'Bearer realm="practice-orders"'
    return c.json({ message: 'Forbidden' }, 403, { 'www-authenticate': challenge })
  })

  // The words and statuses of Envoy's jwt_authn filter: only a wrong audience is answered with 403.
  // https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/jwt_authn_filter
  app.get('/mesh/payments', async (c) => {
    const caller = await readCaller(c)
    if (caller.kind === 'known') return c.json({ payments: [] }, 200, { server: 'envoy' })
    const fault = caller.kind === 'bad-token' ? caller.fault : undefined
    const [status, text] =
      fault === 'audience'
        ? ([403, 'Audiences in Jwt are not allowed'] as const)
        : ([401, fault === 'expired' ? 'Jwt is expired' : fault ? 'Jwt verification fails' : 'Jwt is missing'] as const)
    const error = fault ? ', error="invalid_token"' : ''
    return c.body(text, status, {
      'content-type': 'text/plain',
      server: 'envoy',
      'www-authenticate': `Bearer realm="${issuer.issuer}"${error}`,
    })
  })
  return app
}
