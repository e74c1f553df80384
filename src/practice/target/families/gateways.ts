import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { TARGET_PATH, type TargetPowers } from '../target-powers.ts'

const ACCESS_PAGE = `<!DOCTYPE html>
<html>
<head><title>Forbidden ・ Cloudflare Access</title></head>
<body>
<h1>Forbidden</h1>
<p>You don't have permission to view this. Please contact your system administrator.</p>
</body>
</html>
`

/** Authentication gateways that stand before the application: two that refuse, one that sends to the login page. */
export function gatewayRoutes({ readCaller, issuer, newId, root }: TargetPowers): Hono {
  const app = new Hono()

  app.get('/gateway/wiki', async (c) => {
    const caller = await readCaller(c)
    if (caller.kind === 'known' && caller.claims.roles.includes('admin')) return c.json({ wiki: 'Welcome' })
    return c.body(ACCESS_PAGE, 403, {
      'content-type': 'text/html',
      server: 'cloudflare',
      'cf-ray': `${newId().replaceAll('-', '').slice(0, 16)}-FRA`,
      'cf-access-domain': 'wiki.practice.example',
      'www-authenticate': `Cloudflare-Access resource_metadata="${root}/gateway/wiki"`,
    })
  })

  // Envoy asked an external authorizer, which said no.
  // https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/ext_authz_filter
  app.get('/gateway/metrics', async (c) => {
    const caller = await readCaller(c)
    if (caller.kind === 'known' && caller.claims.roles.includes('maintenance')) return c.text('up 1\n')
    const headers = { 'content-type': 'text/plain', server: 'istio-envoy', 'x-ext-authz-check-result': 'denied' }
    return c.body('denied by ext_authz for missing group `maintenance` in the request', 403, headers)
  })

  app.get('/gateway/console', async (c) => {
    const caller = await readCaller(c)
    if (caller.kind === 'known' && caller.session) return c.json({ console: 'ready' })
    setCookie(c, '_oauth2_proxy_csrf', newId(), { path: TARGET_PATH, httpOnly: true, maxAge: 900 })
    const back = encodeURIComponent(`${root}/oauth2/callback`)
    return c.redirect(`${issuer.issuer}/login?client_id=practice-console&response_type=code&redirect_uri=${back}&state=${newId()}`)
  })
  return app
}
