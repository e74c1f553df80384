import type { SubjectRequest } from '../check.ts'

const HEADERS = [
  'x-tenant-id',
  'x-tenant',
  'x-organization-id',
  'x-organization',
  'x-org-id',
  'x-org',
  'x-account-id',
  'x-workspace-id',
  'openai-organization',
]
const IN_PATH = /\/(?:tenants?|orgs?|organi[sz]ations?|accounts?|workspaces?|customers?)\/([^/?#]{1,200})/i
const PARAMETERS = ['tenant', 'tenant_id', 'tenantId', 'org', 'org_id', 'organization', 'organization_id', 'account_id', 'workspace_id']

/** The tenant that a request is about: by path (`/tenants/acme/…`), query (`?tenant=acme`) or header (`X-Tenant-Id`), in this order. */
export function resourceTenant({ url, headers }: SubjectRequest): string | undefined {
  const { pathname, searchParams } = new URL(url)
  const inPath = IN_PATH.exec(pathname)?.[1]
  if (inPath !== undefined && inPath !== 'me') return inPath
  const inQuery = PARAMETERS.map((name) => searchParams.get(name)).find((value) => value)
  if (inQuery) return inQuery.slice(0, 200)
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return HEADERS.map((name) => lower.get(name)).find((value) => value)
}
