import { z } from 'zod'

/** What `session` may be given. */
export const SessionInput = z.strictObject({
  as: z.string().default('subject').describe('identity whose session is looked at'),
  freshAs: z.string().optional().describe('identity with a fresh session of the same person or role'),
  csrfPath: z.string().startsWith('/').optional().describe('page that hands out a CSRF token; default: the path itself, then its parent'),
})

export type SessionInput = z.infer<typeof SessionInput>

/** What `session` finds. */
export const SessionFinding = z.object({
  present: z.boolean().describe('the identity sends cookies'),
  cookies: z.array(z.string()).describe('names of the cookies sent'),
  setCookies: z.array(z.string()).describe('names of the cookies that the target sets'),
  problems: z.array(z.string()).describe('sentences: cookie attributes that keep a cookie from being sent'),
  status: z.int().optional().describe('status of the safe request with the session as it is'),
  refused: z.boolean().describe('that request is refused'),
  csrfRefused: z.boolean().describe('the refusal speaks of CSRF'),
  csrfTokenFound: z.boolean().describe('a fresh CSRF token was found'),
  csrfSource: z.enum(['form', 'meta', 'cookie', 'header']).optional().describe('where it was found'),
  csrfName: z.string().optional().describe('name of the field, cookie or header'),
  csrfSent: z.boolean().describe('the request was sent again with the fresh token'),
  csrfStatus: z.int().optional().describe('its status'),
  csrfTokenPasses: z.boolean().describe('it passes with the fresh token'),
  needsApproval: z.boolean().describe('sending the token needs the unsafe method, which nobody has approved'),
  loginRedirect: z.boolean().describe('the session as it is leads to a login page'),
  fresh: z.int().optional().describe('status with the session cookies cleared (or newly set ones)'),
  freshLoginRedirect: z.boolean().describe('without the session the target asks to log in'),
  freshSessionPasses: z.boolean().describe('a fresh session passes: freshAs, or the cookies that the target sets itself'),
  unstable: z
    .boolean()
    .describe('asked again, the same session passes and is refused in turn (or is refused by count): no fresh session or token decides'),
  staleSession: z.boolean().describe('the session is refused and a fresh one passes, or the refusal says that it ended'),
  sessionNamed: z.boolean().describe('the refusal speaks of a session that ended or is invalid'),
})
export type SessionFinding = z.infer<typeof SessionFinding>
