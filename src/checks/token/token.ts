import { UnsecuredJWT } from 'jose'
import { type CheckContext, defineCheck } from '../check.ts'
import { lastRefusal } from '../read-outcome.ts'
import { compareTokens } from './compare-tokens.ts'
import { judgeToken } from './judge-token.ts'
import { readToken } from './read-token.ts'
import { TokenFinding, TokenInput } from './token-finding.ts'

/** A template without value renders as `unknown`. */
function given(text: string | undefined): string | undefined {
  return text === undefined || text === 'unknown' || text.trim() === '' ? undefined : text
}

/** The identity to compare with; a name that is not there is no mistake, since templates make it. */
function rivalOf({ target, identity }: CheckContext, as: string, against: string | undefined): string | undefined {
  const name = given(against)
  const known = target.identities.some((other) => other.name === name)
  return name !== undefined && known && identity(as).name !== name ? name : undefined
}

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

/** What the token says, and what is wrong with it. */
export const token = defineCheck({
  name: 'token',
  summary: 'Reads the token’s claims and measures them against the refusal, the server’s clock and another identity. Sends nothing.',
  input: TokenInput,
  output: TokenFinding,
  safety: 'safe',
  timeoutMs: 5_000,
  reads: 'path',
  prefetch: false,
  examples: [
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
  ],
  async run({ as, requiredScope, audience, issuer, against, clockSkewS }, context) {
    const facts = readToken(await context.credential(as))
    const { exchanges, request } = context
    const own = exchanges.filter((exchange) => exchange.as === context.identity(as).name)
    const expected = { requiredScope: given(requiredScope), audience: given(audience), issuer: given(issuer), clockSkewS }
    const refusal = lastRefusal(own) ?? lastRefusal(exchanges)
    const judged = judgeToken(facts, { refusal, exchanges, request, now: context.now(), ...expected })
    const rival = rivalOf(context, as, against)
    const other = rival === undefined ? facts : readToken(await context.credential(rival))
    const difference = compareTokens(facts, other, [context.identity(as).name, rival ?? ''])
    return { ...judged, against: rival, ...difference }
  },
  line({ format, problem, missingScope, expiresInS, resourceTenant, tenant }) {
    if (format === 'none') return 'No token is sent.'
    if (problem === 'expired') return `The token expired ${-(expiresInS ?? 0)} s ago.`
    if (problem === 'scope') return `The token lacks the scope ${missingScope}.`
    if (problem === 'tenant') return `The token is for the tenant ${tenant}, the resource is of ${resourceTenant}.`
    if (problem !== 'none') return `The token’s problem: ${problem}.`
    return format === 'opaque'
      ? 'The token is opaque: it shows nothing by itself.'
      : 'The token’s claims show nothing wrong (its signature is not verified).'
  },
})
