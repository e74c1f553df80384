import { type Context, Hono } from 'hono'
import type { TargetPowers } from '../target-powers.ts'

const ENVOY = { 'content-type': 'text/plain', server: 'istio-envoy' }

/** What was granted where. A namespace without an entry inherits the default: nobody may do anything. */
const GRANTS: Record<string, readonly string[]> = { borealis: ['member', 'admin', 'integration'] }

/**
 * A service mesh that denies by default, and a cluster whose API answers in the words of Kubernetes.
 * https://istio.io/latest/docs/reference/config/security/authorization-policy/
 */
export function meshRoutes({ readCaller }: TargetPowers): Hono {
  const app = new Hono()

  // A mesh whose local reply is configured to tell %RESPONSE_CODE_DETAILS%.
  app.get('/mesh/:namespace/audit', (c) => {
    const details = 'rbac_access_denied_matched_policy[none]'
    return c.body(`RBAC: access denied, ${details}`, 403, ENVOY)
  })

  app.get('/mesh/:namespace/*', async (c) => {
    const roles = await rolesOf(c, readCaller)
    const granted = GRANTS[c.req.param('namespace')] ?? []
    if (!roles.some((role) => granted.includes(role))) return c.body('RBAC: access denied', 403, ENVOY)
    return c.req.path.endsWith('/reports') ? c.json({ reports: [] }, 200, { server: 'istio-envoy' }) : c.text('not found', 404, ENVOY)
  })

  app.get('/k8s/api/v1/namespaces/:namespace/secrets', async (c) => {
    const caller = await readCaller(c)
    if (caller.kind === 'known' && caller.claims.roles.includes('admin')) return c.json({ kind: 'SecretList', apiVersion: 'v1', items: [] })
    const user = caller.kind === 'known' ? caller.claims.sub : 'system:anonymous'
    return c.json(secretsForbidden(user, c.req.param('namespace')), 403, { 'x-kubernetes-pf-flowschema-uid': 'practice' })
  })
  return app
}

async function rolesOf(c: Context, readCaller: TargetPowers['readCaller']): Promise<readonly string[]> {
  const caller = await readCaller(c)
  return caller.kind === 'known' ? caller.claims.roles : []
}

// https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/
function secretsForbidden(user: string, namespace: string): object {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `secrets is forbidden: User "${user}" cannot list resource "secrets" in API group "" in the namespace "${namespace}"`,
    reason: 'Forbidden',
    details: { kind: 'secrets' },
    code: 403,
  }
}
