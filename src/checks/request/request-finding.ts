import { z } from 'zod'
import { Verdict } from '../../denial/denial.ts'

/** What `request` may be given; left out: the incident's own method, path and headers, as the subject. */
export const RequestInput = z.strictObject({
  as: z.string().default('subject').describe('identity that asks: subject, anonymous, request or a name'),
  method: z.string().optional().describe('method in place of the incident’s'),
  path: z.string().startsWith('/').optional().describe('path with query in place of the incident’s, on the same host'),
  headers: z.record(z.string(), z.string()).optional().describe('headers set on top of the request’s own'),
  without: z.array(z.string()).optional().describe('headers left out'),
  repeat: z.int().min(1).max(10).default(1).describe('how often, 1 to 10: for refusals that come and go'),
})

export type RequestInput = z.infer<typeof RequestInput>

/** What `request` finds. Fields that need a response are missing without one. */
export const RequestFinding = z.object({
  identity: z.string().describe('name of the identity that asked'),
  method: z.string().describe('method'),
  url: z.string().describe('URL, redacted'),
  sent: z.boolean().describe('whether anything was sent'),
  needsApproval: z.boolean().describe('the method is unsafe and nobody has approved it: nothing was sent'),
  withheld: z
    .array(z.string())
    .describe(
      'headers of the incident’s own request that are never sent along, such as a Host that is not the URL’s: it may be what is refused',
    ),
  replaced: z
    .array(z.string())
    .describe(
      'headers with credentials of the incident’s own request, not sent since the identity has its own: one may be what is refused',
    ),
  status: z.int().optional().describe('status of the last answer'),
  ok: z.boolean().describe('status 200 to 299'),
  passed: z.boolean().describe('the last answer is no refusal and no error (block pages and login redirects are refusals)'),
  refused: z.boolean().describe('the last answer is a refusal'),
  verdict: Verdict.optional().describe('what the last answer amounts to, as in denial.verdict'),
  redirected: z.boolean().describe('the answer was or came by a redirect'),
  loginRedirect: z.boolean().describe('the redirect leads to a login page'),
  location: z.string().optional().describe('where the first redirect points, redacted'),
  hops: z.int().describe('redirects recorded'),
  hopRefused: z.string().optional().describe('why the last redirect was not followed'),
  contentType: z.string().optional().describe('media type without parameters'),
  server: z.string().optional().describe('Server header'),
  headers: z.record(z.string(), z.string()).describe('response headers by lower-case name, redacted'),
  text: z.string().describe('visible text of the body, at most 1,000 characters'),
  durationMs: z.int().describe('time of the last answer'),
  address: z.string().optional().describe('address that answered'),
  of: z.int().describe('how many were answered'),
  passedCount: z.int().describe('how many of them passed'),
  refusedCount: z.int().describe('how many of them were refused'),
  unstable: z.boolean().describe('some passed and some were refused'),
  control: z
    .enum(['passed', 'refused', 'unclear', 'none'])
    .describe(
      'how the target’s control request was answered, which must pass: `unclear` neither passed nor refused, `none` not configured',
    ),
  controlStatus: z.int().optional().describe('status of the control request'),
})
export type RequestFinding = z.infer<typeof RequestFinding>
