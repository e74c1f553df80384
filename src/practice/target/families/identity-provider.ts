import { Hono } from 'hono'
import type { TargetPowers } from '../target-powers.ts'

/** The issuer's public face: discovery, keys, and the login page that gateways send people to. */
export function identityProviderRoutes({ issuer }: TargetPowers): Hono {
  const app = new Hono()
  app.get('/idp/.well-known/openid-configuration', (c) =>
    c.json({ issuer: issuer.issuer, jwks_uri: `${issuer.issuer}/keys`, authorization_endpoint: `${issuer.issuer}/login` }),
  )
  app.get('/idp/keys', (c) => c.json(issuer.keys))
  app.get('/idp/login', (c) =>
    c.html(
      '<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Sign in</h1><form method="post"><input name="username"><input name="password" type="password"><button>Sign in</button></form></body></html>',
    ),
  )
  return app
}
