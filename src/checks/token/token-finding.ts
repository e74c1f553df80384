import { z } from 'zod'
import { Unseen } from '../sources/unseen.ts'
import { Signature } from './issuers/verify-signature.ts'
import { TokenLook } from './look-of-token.ts'

/** What `token` may be given. The text `unknown` (a template without value) counts as left out. */
export const TokenInput = z.strictObject({
  as: z.string().default('subject').describe('identity whose token is read'),
  requiredScope: z.string().optional().describe('scopes needed, separated by blanks; default: what the refusal asks for'),
  audience: z.string().optional().describe('audience expected'),
  issuer: z.string().optional().describe('issuer expected'),
  against: z.string().optional().describe('identity to compare with; default: one that passes, of the same role if there is one'),
  clockSkewS: z.number().optional().describe('clock of the server minus ours; default: measured'),
  fresh: z.boolean().default(false).describe('also sends the request with a token that is got anew, for identities with oauth2'),
})

/** What is wrong with a token; the first that applies, in this order. */
export const TokenProblem = z.enum([
  'missing',
  'malformed',
  'expired',
  'not-yet-valid',
  'issuer',
  'signature',
  'inactive',
  'audience',
  'scope',
  'tenant',
  'none',
])
export type TokenProblem = z.infer<typeof TokenProblem>

const list = z.array(z.string())

/** What `token` finds. Claims are read as they are: whether they are true is told by `signature`. Fields of claims that the token lacks are missing. */
export const TokenFinding = z.object({
  present: z.boolean().describe('a bearer token or a JWT in a header or cookie is sent'),
  format: z.enum(['jwt', 'opaque', 'none']).describe('what it is'),
  looksLike: TokenLook.optional().describe('what the value looks like: jwt, opaque, id-token, placeholder, quoted, truncated, …'),
  where: z.string().optional().describe('header or cookie that carries it'),
  algorithm: z.string().optional().describe('alg of its header'),
  keyId: z.string().optional().describe('kid of its header'),
  boundTo: z.enum(['key', 'certificate']).optional().describe('what its sender has to hold besides: a DPoP key, a client certificate'),
  unsigned: z.boolean().describe('alg is none or the signature is empty'),
  problem: TokenProblem.describe('the first thing that is wrong with it, or none'),
  expired: z.boolean().describe('exp lies in the past by the server’s clock'),
  expiresInS: z.int().optional().describe('seconds to exp; negative: since'),
  ageS: z.int().optional().describe('seconds since iat'),
  notYetValid: z.boolean().describe('nbf (or iat) lies in the future by the server’s clock'),
  issuer: z.string().optional().describe('iss'),
  audience: list.describe('aud'),
  subject: z.string().optional().describe('sub'),
  client: z.string().optional().describe('azp or client_id'),
  scopes: list.describe('scope, scp'),
  roles: list.describe('roles, role, realm_access, permissions, cognito:groups'),
  groups: list.describe('groups'),
  tenant: z.string().optional().describe('tenant, tid, org_id and the like'),
  claims: list.describe('names of all claims'),
  requiredScope: z.string().optional().describe('scopes that the refusal (or the parameter) asks for'),
  missingScope: z.string().optional().describe('those of them that the token lacks'),
  scopeMissing: z.boolean().describe('the token lacks a required scope'),
  audienceMismatch: z.boolean().describe('aud is not what is expected, or the refusal says so'),
  issuerMismatch: z.boolean().describe('iss is not what is expected, or the refusal says so'),
  resourceTenant: z.string().optional().describe('tenant of the resource by path, query or header'),
  tenantMismatch: z.boolean().describe('the token’s tenant is not the resource’s'),
  clockSkewS: z.int().optional().describe('clock of the server minus ours, by its Date header'),
  clockSkewed: z.boolean().describe('the clocks differ by more than 30 seconds'),
  refusedAs: z.string().optional().describe('error of the challenge: invalid_token, insufficient_scope, …'),
  against: z.string().optional().describe('identity compared with'),
  issuerListed: z.boolean().describe('its issuer is listed for the target (for an opaque one: a listed issuer knows it)'),
  issuerDiffers: z.string().optional().describe('how iss differs from a listed issuer that it nearly is'),
  expectedAudience: list.describe('audience that is configured for its issuer, or given'),
  signature: Signature.describe('what its signature is worth by the keys of its listed issuer'),
  signatureWhy: z.string().optional().describe('the reason, where it is not valid'),
  keyAccepted: z.boolean().describe('a token of the same issuer, signed with the same key, passes: the server knows that key'),
  introspected: z.boolean().describe('an issuer was asked what it is worth, and answered'),
  active: z.boolean().optional().describe('what that issuer said; false: run out, revoked or unknown there'),
  renewable: z.boolean().describe('a fresh token of the same identity can be got (oauth2)'),
  freshTried: z.boolean().describe('the request was sent with a fresh token too (parameter fresh)'),
  freshPasses: z.boolean().describe('refused with the old token, passes with the fresh one, and again'),
  freshRefused: z.boolean().describe('the fresh token is refused just as the old one'),
  freshStatus: z.int().optional().describe('status with the fresh token'),
  freshUnstable: z.boolean().describe('the difference between old and fresh did not stay'),
  unseen: z.array(Unseen).describe('sources that could not be seen: { source, why }'),
  differs: list.describe('sentences: what differs from that identity’s token'),
  differsIn: list.describe('which of roles, groups, scopes, tenant, audience, issuer, client, key (that signs it), kind differ'),
  missingRoles: list.describe('roles and groups that the other has and this one lacks'),
  missingScopes: list.describe('scopes that the other has and this one lacks'),
})
export type TokenFinding = z.infer<typeof TokenFinding>
