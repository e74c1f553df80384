import { type AuthorizationServer, CLIENT_SECRET, openAuthorizationServer } from './authorization-server.ts'
import { type LoopbackApp, serveApp } from './loopback-app.ts'
import { resourceServer } from './resource-server.ts'
import { type Desk, openDesk } from './serving-desk.ts'

const API = 'https://orders.shop.example'
const OTHER_API = 'https://billing.shop.example'

const OPAQUE = ['ACTIVE', 'REVOKED', 'NARROW']
const MEMBER = { roles: ['member'], tenant: 'acme' }

/** An authorization server with its staging twin, an API that trusts the first, and a desk that knows who may do what. */
export type OidcWorld = { identity: AuthorizationServer; api: LoopbackApp; desk: Desk; close(): Promise<void> }

type Options = {
  /** Lines of the target besides its identities, in YAML; handed the authorization server. */
  settings?: (identity: AuthorizationServer) => readonly string[]
  /** Identities besides those that only hold a token. */
  identities?: (identity: AuthorizationServer) => Readonly<Record<string, string>>
}

/** Starts all of it. */
export async function openOidcWorld({ settings = () => [], identities = () => ({}) }: Options = {}): Promise<OidcWorld> {
  const clients = {
    'mia-app': { claims: { ...MEMBER } },
    'ada-app': { claims: { roles: ['member', 'manager'], tenant: 'globex' } },
    'opaque-app': { opaque: true as const },
    'orders-api': {},
  }
  const [identity, staging] = await Promise.all([openAuthorizationServer(clients), openAuthorizationServer(clients)])
  const api = await serveApp(resourceServer({ issuer: identity.issuer, audience: API }))
  const secrets = await secretsOf(identity, staging)
  const lines = settings(identity).map((line) => `    ${line}`)
  const target = (path: string, known: readonly (readonly [string, string])[]) => `
    urls: ["${api.origin}/${path}"]
    privateNetwork: true
    owner: "@orders"
    budget: { perSecond: 500, burst: 500 }
    identities:
${known.map(([name, text]) => `      ${name}: { ${text} }`).join('\n')}
${lines.join('\n')}`
  const signed = Object.keys(secrets).filter((name) => !OPAQUE.includes(name))
  const yaml = `targets:
  orders:${target('', [...bearers(signed), ...Object.entries(identities(identity))])}
  lookups:${target('opaque', bearers(OPAQUE))}
`
  const desk = await openDesk(yaml, { ...secrets, OIDC_SECRET: CLIENT_SECRET, REFRESH: await refreshOf(identity) })
  return {
    identity,
    api,
    desk,
    async close() {
      await desk.close()
      await Promise.all([api.close(), identity.close(), staging.close()])
    },
  }
}

const bearers = (names: readonly string[]) =>
  names.map((name) => [name.toLowerCase(), `role: ${name === 'ADMIN' ? 'manager' : 'member'}, bearer: { env: ${name} }`] as const)

/** A token for every way in which one can be wrong, most of them issued by the token endpoint itself. */
async function secretsOf(identity: AuthorizationServer, staging: AuthorizationServer): Promise<Record<string, string>> {
  const nowS = Math.floor(Date.now() / 1000)
  const good = { aud: API, sub: 'mia-app', client_id: 'mia-app', scope: 'orders:read', iat: nowS - 10, exp: nowS + 3_600, ...MEMBER }
  const active = await identity.token('opaque-app', { resource: API, scope: 'orders:read' })
  const revoked = await identity.token('opaque-app', { resource: API, scope: 'orders:read' })
  await identity.revoke('opaque-app', revoked)
  return {
    MEMBER: await identity.token('mia-app', { resource: API, scope: 'orders:read' }),
    WRITER: await identity.token('mia-app', { resource: API, scope: 'orders:write' }),
    BILLING: await identity.token('mia-app', { resource: OTHER_API, scope: 'orders:read' }),
    STAGING: await staging.token('mia-app', { resource: API, scope: 'orders:read' }),
    EXPIRED: await identity.sign({ ...good, iat: nowS - 7_200, exp: nowS - 3_600 }),
    EARLY: await identity.sign({ ...good, nbf: nowS + 3_600, exp: nowS + 7_200 }),
    STRANGER: await identity.sign(good, 'unknown'),
    ADMIN: await identity.token('ada-app', { resource: API, scope: 'orders:read orders:write' }),
    ACTIVE: active,
    REVOKED: revoked,
    NARROW: await identity.token('opaque-app', { resource: API, scope: 'orders:write' }),
  }
}

function refreshOf(identity: AuthorizationServer): Promise<string> {
  return identity.refreshToken('mia-app', { account: 'mia', resource: API, scope: 'orders:read' })
}
