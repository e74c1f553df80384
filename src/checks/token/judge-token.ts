import { parseChallenges } from '../../denial/answer/parse-challenges.ts'
import type { Exchange } from '../../exchange.ts'
import type { SubjectRequest } from '../check.ts'
import { clockSkewS } from './clock-skew.ts'
import type { TokenFacts } from './read-token.ts'
import { requiredScopes } from './required-scopes.ts'
import { resourceTenant } from './resource-tenant.ts'
import type { TokenFinding, TokenProblem } from './token-finding.ts'

/** Clocks that differ by more make tokens look expired or not yet valid. */
const SKEW_MAX_S = 30
const WRONG =
  '(?:invalid|wrong|mismatch|not (?:allowed|accepted|valid|intended|match|trusted|for)|unexpected|unknown|does(?: not|n.t) match|expected)'
const ABOUT_AUDIENCE = new RegExp(`\\b(?:audiences?|aud)\\b.{0,60}${WRONG}|${WRONG}.{0,60}\\b(?:audiences?|aud)\\b`, 'i')
const ABOUT_ISSUER = new RegExp(`\\b(?:issuer|iss)\\b.{0,60}${WRONG}|${WRONG}.{0,60}\\b(?:issuer|iss)\\b`, 'i')

/** What the token is measured against. Parameters that are left out are read from the refusal. */
export type Measure = {
  refusal: Exchange | undefined
  exchanges: readonly Exchange[]
  request: SubjectRequest
  now: Date
  requiredScope: string | undefined
  audience: string | undefined
  issuer: string | undefined
  clockSkewS: number | undefined
}

type Judged = Omit<TokenFinding, 'differs' | 'differsIn' | 'missingRoles' | 'missingScopes' | 'against'>

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
  const lacking = format === 'jwt' && scopes.length + missing.length > 0 && !enough ? missing : []
  return {
    requiredScope: required.length > 0 ? required.join(' ') : undefined,
    missingScope: lacking.length > 0 ? lacking.join(' ') : undefined,
    scopeMissing: lacking.length > 0,
  }
}

function judgeParties(token: TokenFacts, measure: Measure) {
  const text = token.format === 'none' ? '' : refusalText(measure)
  const { audience, issuer } = measure
  return {
    audienceMismatch: audience === undefined ? ABOUT_AUDIENCE.test(text) : token.format === 'jwt' && !token.audience.includes(audience),
    issuerMismatch: issuer === undefined ? ABOUT_ISSUER.test(text) : token.format === 'jwt' && token.issuer !== issuer,
  }
}

function judgeTenant(token: TokenFacts, measure: Measure) {
  const tenant = resourceTenant(measure.request)
  const differs = tenant !== undefined && token.tenant !== undefined && tenant.toLowerCase() !== token.tenant.toLowerCase()
  return { resourceTenant: tenant, tenantMismatch: differs }
}

function challengeError(refusal: Exchange | undefined): string | undefined {
  const challenges = (refusal?.response?.headers['www-authenticate'] ?? []).flatMap(parseChallenges)
  return challenges.find(({ params }) => params.error)?.params.error
}

function problemOf(judged: Omit<Judged, 'problem'>, malformed: boolean): TokenProblem {
  if (!judged.present) return 'missing'
  if (malformed) return 'malformed'
  if (judged.expired) return 'expired'
  if (judged.notYetValid) return 'not-yet-valid'
  if (judged.issuerMismatch) return 'issuer'
  if (judged.audienceMismatch) return 'audience'
  if (judged.scopeMissing) return 'scope'
  return judged.tenantMismatch ? 'tenant' : 'none'
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
    refusedAs: challengeError(measure.refusal),
  }
  return { ...judged, problem: problemOf(judged, malformed) }
}
