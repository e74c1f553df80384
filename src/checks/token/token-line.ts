import { unseenSentence } from '../sources/unseen.ts'
import type { TokenLook } from './look-of-token.ts'
import type { TokenFinding } from './token-finding.ts'

/** What a value is that is no token, or no plain one. */
const LOOKS: Readonly<Partial<Record<TokenLook, string>>> = {
  empty: 'The Authorization header says Bearer and holds no token.',
  placeholder: 'A placeholder is sent in place of a token: nobody has filled it in.',
  quoted: 'The token is sent with quotation marks around it.',
  'scheme-twice': 'The word Bearer is sent twice before the token.',
  whitespace: 'The token has a blank or a line break in it.',
  'percent-encoded': 'The token is sent percent-encoded.',
  'base64-wrapped': 'The token is encoded in base64 once more.',
  json: 'The whole answer of a token endpoint is sent in place of its access_token.',
  truncated: 'The token is cut off.',
  garbage: 'What is sent looks like a token and cannot be read.',
}

function ofParties({ problem, issuer, issuerDiffers, audience, expectedAudience }: TokenFinding): string {
  const has = audience.length > 0 ? audience.join(', ') : 'nobody'
  if (problem === 'audience')
    return expectedAudience.length > 0
      ? `The token is for ${has}, expected is ${expectedAudience.join(' or ')}.`
      : `The token is for ${has}, and the refusal says that this is not accepted.`
  if (issuerDiffers !== undefined) return `The token’s issuer is not the one that is configured: ${issuerDiffers}.`
  return `The token’s issuer, ${issuer ?? 'not named'}, is not one that is accepted.`
}

function ofGood({ format, signature, introspected }: TokenFinding): string {
  if (introspected) return `Its issuer calls the token active${signature === 'valid' ? ', and its signature is valid' : ''}.`
  if (format === 'opaque') return 'The token is opaque: it shows nothing by itself.'
  return `The token’s claims show nothing wrong (its signature is ${signature === 'valid' ? 'valid' : 'not verified'}).`
}

function mainSentence(finding: TokenFinding): string {
  const { problem, looksLike, missingScope, expiresInS, resourceTenant, tenant, signatureWhy } = finding
  switch (problem) {
    case 'missing':
      return looksLike === 'empty' ? (LOOKS.empty ?? '') : 'No token is sent.'
    case 'malformed':
      return LOOKS[looksLike ?? 'garbage'] ?? 'What is sent as a token cannot be read.'
    case 'expired':
      return `The token expired ${-(expiresInS ?? 0)} s ago.`
    case 'not-yet-valid':
      return 'The token is not valid yet by the server’s clock.'
    case 'issuer':
    case 'audience':
      return ofParties(finding)
    case 'signature':
      return `The token’s signature is not good: ${signatureWhy ?? 'it does not fit the issuer’s keys'}.`
    case 'inactive':
      return 'Its issuer says that the token is not active: it has run out, was revoked, or is not known there or not meant for who asks.'
    case 'scope':
      return `The token lacks the scope ${missingScope}.`
    case 'tenant':
      return `The token is for the tenant ${tenant}, the resource is of ${resourceTenant}.`
    case 'none':
      return ofGood(finding)
    default:
      return problem satisfies never
  }
}

function freshSentence({ freshTried, freshPasses, freshRefused, freshUnstable, freshStatus }: TokenFinding): string {
  if (!freshTried) return ''
  if (freshPasses) return 'A fresh token of the same identity passes: the old one was the problem.'
  if (freshUnstable) return 'A fresh token passed once, and the difference did not stay.'
  if (freshRefused) return 'A fresh token is refused just the same: it is not the token.'
  return `With a fresh token the answer is ${freshStatus}.`
}

/** An issuer that calls itself otherwise than the token and the configuration do. */
function spelling({ problem, issuerDiffers }: TokenFinding): string {
  return problem === 'issuer' || issuerDiffers === undefined ? '' : `Mind the spelling: ${issuerDiffers}.`
}

/** What would let the check see more next time. */
function hint({ format, issuer, issuerListed, introspected, unseen, problem }: TokenFinding): string {
  if (issuerListed || introspected || unseen.length > 0 || problem === 'malformed') return ''
  if (format === 'jwt' && issuer !== undefined)
    return `To have its signature checked, list ${issuer} under issuers of the target in why403.yaml.`
  return format === 'opaque' ? 'An issuer with introspection under issuers of the target in why403.yaml would tell what it is worth.' : ''
}

/** The finding in sentences: what is wrong, what a fresh token showed, what could not be seen. */
export function tokenLine(finding: TokenFinding): string {
  const told = [mainSentence(finding), freshSentence(finding), spelling(finding), unseenSentence(finding.unseen), hint(finding)]
  return told.filter((sentence) => sentence !== '').join(' ')
}
