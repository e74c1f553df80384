import type { TokenFinding, TokenProblem } from './token-finding.ts'

type Elsewhere =
  | 'differs'
  | 'differsIn'
  | 'missingRoles'
  | 'missingScopes'
  | 'against'
  | 'renewable'
  | 'keyAccepted'
  | 'freshTried'
  | 'freshPasses'
  | 'freshRefused'
  | 'freshStatus'
  | 'freshUnstable'
  | 'unseen'
/** The part of the finding that one token amounts to by itself. */
export type Judged = Omit<TokenFinding, Elsewhere>

function hasBadSignature({ signature, issuerListed }: Omit<Judged, 'problem'>): boolean {
  return signature === 'invalid' || signature === 'key-unknown' || (signature === 'unsigned' && issuerListed)
}

/** The first thing that is wrong with a token, in the order of `TokenProblem`: what spoils the token goes before what it lacks. */
export function problemOf(judged: Omit<Judged, 'problem'>, malformed: boolean): TokenProblem {
  const found: readonly (readonly [boolean, TokenProblem])[] = [
    [!judged.present, 'missing'],
    [malformed, 'malformed'],
    [judged.expired, 'expired'],
    [judged.notYetValid, 'not-yet-valid'],
    [judged.issuerMismatch, 'issuer'],
    [hasBadSignature(judged), 'signature'],
    [judged.active === false, 'inactive'],
    [judged.audienceMismatch, 'audience'],
    [judged.scopeMissing, 'scope'],
    [judged.tenantMismatch, 'tenant'],
  ]
  return found.find(([holds]) => holds)?.[1] ?? 'none'
}
