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

/** What stands by itself in a request: labels of the host, segments of the path, values of the query and of plain headers. */
function wordsOf({ url, headers }: SubjectRequest): Set<string> {
  const { hostname, pathname, searchParams } = new URL(url)
  const words = [...hostname.split('.'), ...pathname.split('/'), ...searchParams.values(), ...Object.values(headers)]
  return new Set(words.map((word) => word.toLowerCase()))
}

/** The tenant of somebody who passes, where the request names it and not `own`: no convention is needed then. */
function namedTenant(request: SubjectRequest, own: string | undefined, passing: readonly string[]): string | undefined {
  const words = wordsOf(request)
  if (own === undefined || words.has(own.toLowerCase())) return undefined
  return passing.find((tenant) => words.has(tenant.toLowerCase()))
}

/**
 * The tenant that a request is about: by path (`/tenants/acme/…`), query (`?tenant=acme`) or header (`X-Tenant-Id`), in this order; else the
 * one of `passing` that it names anywhere, as in `acme.shop.example`, if it does not name `own`.
 */
export function resourceTenant(request: SubjectRequest, own?: string, passing: readonly string[] = []): string | undefined {
  return tenantByConvention(request) ?? namedTenant(request, own, passing)
}

function tenantByConvention({ url, headers }: SubjectRequest): string | undefined {
  const { pathname, searchParams } = new URL(url)
  const inPath = IN_PATH.exec(pathname)?.[1]
  if (inPath !== undefined && inPath !== 'me') return inPath
  const inQuery = PARAMETERS.map((name) => searchParams.get(name)).find((value) => value)
  if (inQuery) return inQuery.slice(0, 200)
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
  return HEADERS.map((name) => lower.get(name)).find((value) => value)
}
