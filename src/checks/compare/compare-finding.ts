import { z } from 'zod'
import { Unseen } from '../sources/unseen.ts'

/** What `compare` may be given. */
export const CompareInput = z.strictObject({
  as: z
    .array(z.string())
    .min(1)
    .max(8)
    .optional()
    .describe('identities to compare; default: anonymous, subject and up to six others of the target'),
  path: z.string().startsWith('/').optional().describe('path with query in place of the incident’s'),
})

/** What `compare` finds: names of identities, and what the lists amount to. */
export const CompareFinding = z.object({
  method: z.string().describe('method sent; GET in place of an unsafe one, approved or not'),
  safeInstead: z.boolean().describe('GET was sent in place of the incident’s unsafe method'),
  unstable: z
    .boolean()
    .describe('asked again, the same identity passes and is refused in turn: nobody counts as allowed or refused, and nothing follows'),
  turned: z
    .boolean()
    .describe('asked again, those who passed are refused like the subject, as where calls are counted: nobody counts as allowed'),
  changes: z.array(z.string()).describe('whose answers changed, e.g. "admin passed 1 of 4 calls"'),
  subject: z.string().describe('name of the subject'),
  statuses: z.record(z.string(), z.int()).describe('status by identity'),
  allowed: z.array(z.string()).describe('identities that pass'),
  refused: z.array(z.string()).describe('identities that are refused (a 404 counts where another identity passes)'),
  unavailable: z.array(z.string()).describe('identities that could not be tried: secret missing, no answer'),
  unseen: z.array(Unseen).describe('the same identities, each with the reason'),
  anonymous: z.int().optional().describe('status without credentials'),
  anonymousAllowed: z.boolean().describe('passes without credentials'),
  anonymousRefused: z.boolean().describe('refused without credentials'),
  subjectStatus: z.int().optional().describe('status of the subject'),
  subjectAllowed: z.boolean().describe('the subject passes'),
  subjectRefused: z.boolean().describe('the subject is refused'),
  othersTried: z.boolean().describe('an identity besides subject and anonymous was answered'),
  everyoneAllowed: z.boolean().describe('all that were answered pass'),
  everyoneRefused: z.boolean().describe('all that were answered are refused'),
  onlySubjectRefused: z.boolean().describe('the subject alone is refused: every other one with credentials passes'),
  sameRoleAllowed: z.boolean().describe('the subject is refused and an identity with its role passes'),
  sameRoleRefused: z.boolean().describe('an identity with the subject’s role is refused too'),
  otherRoleAllowed: z.boolean().describe('the subject is refused and an identity with another role passes'),
  morePrivilegedAllowed: z.boolean().describe('the subject is refused and an identity with a higher or unknown other role passes'),
  lessPrivilegedAllowed: z.boolean().describe('the subject is refused and an identity with a plainly lower role passes'),
  allowedAs: z.string().optional().describe('first identity with credentials that passes'),
  allowedRole: z.string().optional().describe('its role'),
  allowedKind: z.string().optional().describe('its kind of credential: bearer, basic, cookie, headers, oauth2, certificate'),
  certificateDecides: z.boolean().describe('the subject is refused and shows no client certificate, and all who pass show one'),
  sameAnswer: z.boolean().describe('all refusals look alike: same status, server and text'),
  sameAnswerAsAnonymous: z.boolean().describe('the subject’s refusal looks like the anonymous one: credentials change nothing'),
  differs: z.array(z.string()).describe('sentences: what differs between the subject and the first that passes'),
  differsIn: z
    .array(z.string())
    .describe(
      'what differs: role, kind and names of attributes (as configured), roles, groups, scopes, tenant, audience, issuer, client, key (of the tokens)',
    ),
  missing: z.array(z.string()).describe('roles, groups and scopes that the first that passes has and the subject lacks'),
  almost: z
    .array(z.string())
    .describe('what the subject has that is spelled almost like what it lacks, e.g. "order-admin where orders-admin is wanted"'),
})
export type CompareFinding = z.infer<typeof CompareFinding>
