/** Claims of a token or of an introspection answer, by name. */
export type Claims = Readonly<Record<string, unknown>>

const VALUE_MAX = 200
const VALUES_MAX = 50

const ROLE_CLAIMS = ['roles', 'role', 'permissions', 'authorities']
const GROUP_CLAIMS = ['groups', 'group', 'cognito:groups']
const SCOPE_CLAIMS = ['scope', 'scp', 'scopes']
/** In the order in which they are believed: own words first, then Entra ID, Auth0 and others. */
const TENANT_CLAIMS = [
  'tenant',
  'tenant_id',
  'tenantId',
  'tid',
  'org_id',
  'org',
  'organization',
  'organization_id',
  'account_id',
  'account',
  'workspace_id',
]

/** The mark tells redaction that a secret may have been cut here. */
function shortened(text: string): string {
  return text.length > VALUE_MAX ? `${text.slice(0, VALUE_MAX - 1)}…` : text
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [value]
  const plain = list.filter((item) => typeof item === 'string' || typeof item === 'number').map(String)
  return plain
    .filter((text) => text !== '')
    .map(shortened)
    .slice(0, VALUES_MAX)
}

/** Claims by their name, or by the last part of a namespaced name (`https://api.test/roles`). */
function claimValues(claims: Claims, names: readonly string[]): unknown[] {
  const namespaced = Object.keys(claims).filter((key) => /^https?:\/\//.test(key) && names.includes(key.split('/').at(-1) ?? ''))
  return [...names, ...namespaced].filter((name) => Object.hasOwn(claims, name)).map((name) => claims[name])
}

function nestedRoles(claims: Claims): string[] {
  const rolesOf = (value: unknown) => (typeof value === 'object' && value !== null && 'roles' in value ? texts(value.roles) : [])
  const resources = claims.resource_access
  const access = typeof resources === 'object' && resources !== null ? Object.values(resources) : []
  return [claims.realm_access, ...access].flatMap(rolesOf)
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)]
}

/** The first value that is a text or a number, cut. */
export function first(values: readonly unknown[]): string | undefined {
  return values.flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [shortened(String(value))] : []))[0]
}

function time(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

function boundTo({ cnf }: Claims): 'key' | 'certificate' | undefined {
  if (typeof cnf !== 'object' || cnf === null) return undefined
  if ('x5t#S256' in cnf) return 'certificate'
  return 'jkt' in cnf || 'jwk' in cnf ? 'key' : undefined
}

/** A record without what is undefined. */
export function present<T extends Record<string, unknown>>(record: T) {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

/** What claims say, by the names of the usual issuers: those of a token, or of an introspection answer (RFC 7662, 2.2). */
export function factsOfClaims(claims: Claims) {
  return {
    ...present({
      issuer: first([claims.iss]),
      subject: first([claims.sub]),
      client: first(claimValues(claims, ['azp', 'client_id', 'cid'])),
      tenant: first(claimValues(claims, TENANT_CLAIMS)),
      exp: time(claims.exp),
      nbf: time(claims.nbf),
      iat: time(claims.iat),
      boundTo: boundTo(claims),
    }),
    audience: texts(claims.aud),
    scopes: unique(claimValues(claims, SCOPE_CLAIMS).flatMap(texts)),
    roles: unique([...claimValues(claims, ROLE_CLAIMS).flatMap(texts), ...nestedRoles(claims)]),
    groups: unique(claimValues(claims, GROUP_CLAIMS).flatMap(texts)),
    claims: Object.keys(claims).slice(0, VALUES_MAX),
  }
}
