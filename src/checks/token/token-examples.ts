import { UnsecuredJWT } from 'jose'
import type { Check } from '../check.ts'
import type { TokenFinding, TokenInput } from './token-finding.ts'

function sample(claims: Record<string, unknown>): string {
  return new UnsecuredJWT(claims).encode()
}

const IDENTITIES = [
  { name: 'member', role: 'member', kind: 'bearer' as const },
  { name: 'admin', role: 'admin', kind: 'bearer' as const },
]

function refusedWith(header: string) {
  return {
    as: 'member',
    at: '2026-01-01T12:00:00.000Z',
    durationMs: 0,
    request: { method: 'GET', url: 'https://api.test/orders', headers: {} },
    response: { status: 403, headers: { 'www-authenticate': [header], date: ['Thu, 01 Jan 2026 12:00:00 GMT'] }, body: '' },
  }
}

/** What `token` finds in the common cases. */
export const TOKEN_EXAMPLES: Check<typeof TokenInput, typeof TokenFinding>['examples'] = [
  {
    name: 'an expired token',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    credentials: { member: { bearer: sample({ exp: 1_000_000_000, aud: 'api', iss: 'https://idp.test' }) } },
    exchanges: [refusedWith('Bearer error="invalid_token"')],
    finding: {
      present: true,
      format: 'jwt',
      expired: true,
      problem: 'expired',
      audience: ['api'],
      refusedAs: 'invalid_token',
      unsigned: true,
    },
  },
  {
    name: 'a scope that is missing',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    credentials: { member: { bearer: sample({ scope: 'orders:read' }) } },
    exchanges: [refusedWith('Bearer error="insufficient_scope", scope="orders:read orders:write"')],
    finding: {
      problem: 'scope',
      scopeMissing: true,
      missingScope: 'orders:write',
      scopes: ['orders:read'],
      refusedAs: 'insufficient_scope',
    },
  },
  {
    name: 'another tenant, against somebody who passes',
    input: { against: 'admin' },
    request: { url: 'https://api.test/tenants/acme/orders' },
    subject: 'member',
    identities: IDENTITIES,
    credentials: {
      member: { bearer: sample({ tenant: 'globex', roles: ['a'] }) },
      admin: { bearer: sample({ tenant: 'acme', roles: ['a', 'b'] }) },
    },
    finding: {
      problem: 'tenant',
      tenantMismatch: true,
      resourceTenant: 'acme',
      differsIn: ['roles', 'tenant'],
      missingRoles: ['b'],
      against: 'admin',
    },
  },
  {
    name: 'no token',
    input: { against: 'unknown' },
    finding: { present: false, format: 'none', problem: 'missing', expired: false, differs: [] },
  },
  {
    name: 'a placeholder that nobody filled in',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    credentials: { member: { bearer: '{{ access_token }}' } },
    finding: { present: true, problem: 'malformed', looksLike: 'placeholder' },
  },
  {
    name: 'an issuer that is listed, and whose keys cannot be had',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    credentials: { member: { bearer: sample({ iss: 'https://idp.test', aud: 'api' }) } },
    sources: { issuers: [{ issuer: 'https://idp.test', jwks: 'https://idp.test/keys', audience: 'orders' }] },
    answers: { 'https://idp.test/keys': { status: 500 } },
    finding: {
      issuerListed: true,
      signature: 'not-checked',
      problem: 'audience',
      expectedAudience: ['orders'],
      unseen: [{ source: 'keys of https://idp.test', why: 'its key set was answered with 500' }],
    },
  },
  {
    name: 'an opaque token that its issuer has revoked',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    credentials: { member: { bearer: 'revoked-token-value' } },
    sources: {
      issuers: [
        {
          issuer: 'https://idp.test',
          introspection: {
            url: 'https://idp.test/introspect',
            clientId: 'why403',
            clientSecret: { env: 'IDP' },
            authentication: 'basic',
          },
        },
      ],
    },
    answers: { 'POST https://idp.test/introspect': { status: 200, body: '{"active":false}' } },
    finding: { format: 'opaque', introspected: true, active: false, problem: 'inactive', unseen: [] },
  },
  {
    name: 'a fresh token that passes',
    input: { fresh: true },
    subject: 'job',
    identities: [{ name: 'job', kind: 'oauth2' }],
    credentials: { job: { bearer: 'old-token-value' } },
    replies: { '* * as job': [{ status: 403 }, { status: 200 }, ...Array.from({ length: 5 }, () => ({ status: 403 })), { status: 200 }] },
    finding: { renewable: true, freshTried: true, freshPasses: true, freshStatus: 200, unseen: [] },
  },
]
