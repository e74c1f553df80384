import { decodeJwt, decodeProtectedHeader } from 'jose'
import type { Credential } from '../check.ts'

/** What a token says about itself, unverified. Times in seconds since 1970, as in RFC 7519. */
export type TokenFacts = {
  format: 'jwt' | 'opaque' | 'none'
  malformed: boolean
  where?: string
  algorithm?: string
  unsigned: boolean
  issuer?: string
  audience: string[]
  subject?: string
  client?: string
  scopes: string[]
  roles: string[]
  groups: string[]
  tenant?: string
  claims: string[]
  exp?: number
  nbf?: number
  iat?: number
}

type Claims = Readonly<Record<string, unknown>>

const VALUE_MAX = 200
const VALUES_MAX = 50
const JWT = /^[\w-]{8,}\.[\w-]{2,}\.[\w-]*$/

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

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : [value]
  const plain = list.filter((item) => typeof item === 'string' || typeof item === 'number').map(String)
  return plain
    .filter((text) => text !== '')
    .map((text) => text.slice(0, VALUE_MAX))
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

function first(values: readonly unknown[]): string | undefined {
  return values.flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value).slice(0, VALUE_MAX)] : []))[0]
}

function time(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

type Found = { token: string; where: string; bearer: boolean }

function findToken({ headers, bearer, cookies }: Credential): Found | null {
  if (bearer !== undefined) return { token: bearer, where: 'authorization', bearer: true }
  const fields = Object.entries(headers).filter(([name]) => name !== 'cookie')
  const carried = [
    ...fields.map(([name, value]) => [name, value.replace(/^\w+\s+/, '')] as const),
    ...Object.entries(cookies).map(([name, value]) => [`cookie ${name}`, value] as const),
  ]
  const found = carried.find(([, value]) => value.startsWith('eyJ') && JWT.test(value))
  return found ? { where: found[0], token: found[1], bearer: false } : null
}

const EMPTY = { audience: [], scopes: [], roles: [], groups: [], claims: [], malformed: false, unsigned: false }

function factsOf(token: string, where: string): TokenFacts {
  const header = decodeProtectedHeader(token)
  const claims: Claims = decodeJwt(token)
  const facts = {
    algorithm: header.alg,
    issuer: first([claims.iss]),
    subject: first([claims.sub]),
    client: first(claimValues(claims, ['azp', 'client_id', 'cid'])),
    tenant: first(claimValues(claims, TENANT_CLAIMS)),
    exp: time(claims.exp),
    nbf: time(claims.nbf),
    iat: time(claims.iat),
  }
  return {
    format: 'jwt',
    where,
    malformed: false,
    unsigned: header.alg === undefined || header.alg.toLowerCase() === 'none' || token.endsWith('.'),
    ...(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) satisfies Partial<TokenFacts>),
    audience: texts(claims.aud),
    scopes: unique(claimValues(claims, SCOPE_CLAIMS).flatMap(texts)),
    roles: unique([...claimValues(claims, ROLE_CLAIMS).flatMap(texts), ...nestedRoles(claims)]),
    groups: unique(claimValues(claims, GROUP_CLAIMS).flatMap(texts)),
    claims: Object.keys(claims).slice(0, VALUES_MAX),
  }
}

/** Reads the token of a credential: bearer, or a JWT in another header or a cookie. Nothing of the token itself is in the answer. */
export function readToken(credential: Credential): TokenFacts {
  const found = findToken(credential)
  if (!found) return { ...EMPTY, format: 'none' }
  try {
    return factsOf(found.token, found.where)
  } catch {
    return {
      ...EMPTY,
      format: 'opaque',
      where: found.where,
      malformed: found.token.startsWith('eyJ') && found.token.split('.').length !== 5,
    }
  }
}
