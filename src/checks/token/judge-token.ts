import { parseChallenges } from '../../denial/answer/parse-challenges.ts'
import type { Exchange } from '../../exchange.ts'
import type { SubjectRequest } from '../check.ts'
import { clockSkewS } from './clock-skew.ts'
import type { IssuerView } from './issuers/ask-issuers.ts'
import { type Judged, problemOf } from './problem-of.ts'
import type { TokenFacts } from './read-token.ts'
import { requiredScopes } from './required-scopes.ts'
import { resourceTenant } from './resource-tenant.ts'

/** Clocks that differ by more make tokens look expired or not yet valid. */
const SKEW_MAX_S = 30
const WRONG =
  '(?:invalid|wrong|mismatch|not (?:allowed|accepted|valid|intended|match|trusted|for)|unexpected|unknown|does(?: not|n.t) match|expected)'
const ABOUT_AUDIENCE = new RegExp(`\\b(?:audiences?|aud)\\b.{0,60}${WRONG}|${WRONG}.{0,60}\\b(?:audiences?|aud)\\b`, 'i')
const ABOUT_ISSUER = new RegExp(`\\b(?:issuer|iss)\\b.{0,60}${WRONG}|${WRONG}.{0,60}\\b(?:issuer|iss)\\b`, 'i')

/**
 * What the token is measured against. Parameters that are left out are read from the refusal. `isForeign`: its issuer is none of
 * those that are configured, and nobody passes with a token of it.
 */
export type Measure = {
  refusal: Exchange | undefined
  exchanges: readonly Exchange[]
  request: SubjectRequest
  now: Date
  requiredScope: string | undefined
  audience: string | undefined
  issuer: string | undefined
  clockSkewS: number | undefined
  view?: IssuerView
  isForeign?: boolean
  /** Tenants of those who pass. */
  passingTenants?: readonly string[]
}

function refusalText({ refusal }: Measure): string {
  const headers = (refusal?.response?.headers['www-authenticate'] ?? []).join(' ')
  return `${headers} ${refusal?.response?.body.slice(0, 16_384) ?? ''}`.replace(/\s+/g, ' ')
}

function judgeTimes({ exp, nbf, iat }: TokenFacts, measure: Measure) {
  const skew = measure.clockSkewS ?? clockSkewS(measure.exchanges)
  const nowS = Math.floor(measure.now.getTime() / 1000) + (skew ?? 0)
  return {
    expired: exp !== undefined && exp <= nowS,
    expiresInS: exp === undefined ? undefined : Math.floor(exp) - nowS,
    notYetValid: Math.max(nbf ?? 0, iat ?? 0) > nowS,
    ageS: iat === undefined ? undefined : nowS - Math.floor(iat),
    clockSkewS: skew === undefined ? undefined : Math.round(skew),
    clockSkewed: Math.abs(skew ?? 0) > SKEW_MAX_S,
  }
}

function judgeScope({ scopes, format }: TokenFacts, measure: Measure) {
  const read = measure.refusal ? requiredScopes(measure.refusal) : { scopes: [], anyOf: false }
  const required = measure.requiredScope?.split(/[\s,]+/) ?? read.scopes
  const missing = required.filter((scope) => !scopes.includes(scope))
  const enough = measure.requiredScope === undefined && read.anyOf && missing.length < required.length
  const isKnown = format === 'jwt' || measure.view?.told !== undefined
  const lacking = isKnown && scopes.length + missing.length > 0 && !enough ? missing : []
  return {
    requiredScope: required.length > 0 ? required.join(' ') : undefined,
    missingScope: lacking.length > 0 ? lacking.join(' ') : undefined,
    scopeMissing: lacking.length > 0,
  }
}

function judgeParties(token: TokenFacts, measure: Measure) {
  const text = token.format === 'none' ? '' : refusalText(measure)
  const { audience, issuer, view, isForeign = false } = measure
  const configured = [view?.listed?.audience ?? []].flat()
  const expectedAudience = audience === undefined ? configured : [audience]
  const hasAudience = token.format === 'jwt' || token.audience.length > 0
  // Who asks for another scope has accepted the token, its issuer included (RFC 6750, 3.1).
  const isRefusedIssuer = isForeign && challengeError(measure.refusal) !== 'insufficient_scope'
  const isOther = hasAudience && expectedAudience.length > 0 && !expectedAudience.some((one) => token.audience.includes(one))
  return {
    expectedAudience,
    audienceMismatch: isOther || (audience === undefined && ABOUT_AUDIENCE.test(text)),
    issuerMismatch: issuer === undefined ? isRefusedIssuer || ABOUT_ISSUER.test(text) : token.format === 'jwt' && token.issuer !== issuer,
  }
}

function judgeByIssuer({ unsigned }: TokenFacts, { view }: Measure) {
  const { signature, why } = view?.verified ?? { signature: unsigned ? ('unsigned' as const) : ('not-checked' as const) }
  return {
    issuerListed: view?.listed !== undefined,
    issuerDiffers: view?.differs,
    signature,
    signatureWhy: why,
    introspected: view?.introspected ?? false,
    active: view?.active,
  }
}

function judgeTenant(token: TokenFacts, measure: Measure) {
  const tenant = resourceTenant(measure.request, token.tenant, measure.passingTenants)
  const differs = tenant !== undefined && token.tenant !== undefined && tenant.toLowerCase() !== token.tenant.toLowerCase()
  return { resourceTenant: tenant, tenantMismatch: differs }
}

function challengeError(refusal: Exchange | undefined): string | undefined {
  const challenges = (refusal?.response?.headers['www-authenticate'] ?? []).flatMap(parseChallenges)
  return challenges.find(({ params }) => params.error)?.params.error
}

/** Measures a token against the refusal, the clock of the server and what is expected of it. */
export function judgeToken(token: TokenFacts, measure: Measure): Judged {
  const { malformed, exp: _exp, nbf: _nbf, iat: _iat, ...facts } = token
  const judged = {
    ...facts,
    present: token.format !== 'none',
    ...judgeTimes(token, measure),
    ...judgeScope(token, measure),
    ...judgeParties(token, measure),
    ...judgeTenant(token, measure),
    ...judgeByIssuer(token, measure),
    refusedAs: challengeError(measure.refusal),
  }
  return { ...judged, problem: problemOf(judged, malformed) }
}
