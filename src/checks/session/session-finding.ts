import { z } from 'zod'

/** What `session` may be given. */
export const SessionInput = z.strictObject({
  as: z.string().default('subject').describe('identity whose session is looked at'),
  freshAs: z.string().optional().describe('identity with a fresh session of the same person or role'),
  csrfPath: z
    .string()
    .startsWith('/')
    .optional()
    .describe('page that hands out a CSRF token; default: the path itself, its framework’s own, the Referer, those above, the login'),
})

export type SessionInput = z.infer<typeof SessionInput>

const CsrfReason = z.enum(['token-missing', 'token-wrong', 'cookie-missing', 'origin', 'unsaid'])
const OriginFault = z.enum(['missing', 'foreign', 'scheme', 'own-not-trusted'])

/** The cookies: what the identity sends, what the target sets, and what a browser would make of both. */
const cookieFields = {
  present: z.boolean().describe('the identity sends cookies'),
  cookies: z.array(z.string()).describe('names of the cookies sent'),
  setCookies: z.array(z.string()).describe('names of the cookies that the target sets'),
  problems: z.array(z.string()).describe('sentences: cookie attributes that keep a cookie from being sent'),
  notSentHere: z.array(z.string()).describe('names of the identity’s cookies that a browser would not send to this URL'),
  notSentAcrossSites: z
    .array(z.string())
    .describe('names of session cookies that a browser leaves out of this request, since another site makes it (SameSite)'),
  lostCookies: z.array(z.string()).describe('names of session cookies that the target sets and that never come back to this URL'),
  cookieReasons: z.array(z.string()).describe('sentences: why each of these three kinds is not sent'),
  crossSite: z.boolean().describe('the request’s own headers say that another site makes it (Sec-Fetch-Site, Origin, Referer)'),
  duplicates: z.array(z.string()).describe('names that are sent twice, as when an old cookie of another path or domain is in the way'),
  expiredCookies: z.array(z.string()).describe('names of cookies sent that are JWTs and have expired'),
  cookieBytes: z.int().describe('length of the Cookie header; servers refuse from 8192 on, some from 4096'),
}

const csrfFields = {
  csrfRefused: z.boolean().describe('the refusal speaks of CSRF'),
  csrfReason: CsrfReason.optional().describe('what the refusal says is wrong'),
  tokenInRequest: z.boolean().describe('the incident’s own request carries a CSRF token'),
  csrfProblems: z.array(z.string()).describe('sentences: what is wrong with the token that the request carries'),
  csrfTokenFound: z.boolean().describe('a fresh CSRF token was found'),
  csrfSource: z.enum(['form', 'meta', 'cookie', 'header', 'script', 'endpoint']).optional().describe('where it was found'),
  csrfName: z.string().optional().describe('name of the field, cookie or header; path of the endpoint'),
  csrfFramework: z.string().optional().describe('whose way it is: Django, Rails, Laravel, Spring Security, …'),
  csrfPage: z.string().optional().describe('path of the page that handed it out'),
  csrfHeader: z.string().optional().describe('header that it goes back in'),
  csrfField: z.string().optional().describe('form field that it goes back in'),
  csrfSent: z.boolean().describe('the request was sent again with the fresh token'),
  csrfWithoutStatus: z.int().optional().describe('status of the same request without it'),
  csrfStatus: z.int().optional().describe('its status'),
  csrfTokenPasses: z.boolean().describe('it passes with the fresh token'),
  needsApproval: z.boolean().describe('sending the token needs the unsafe method, which nobody has approved'),
  sentAlready: z.boolean().describe('the approved request left once in this incident, so it was not sent again with the token'),
  pressProves: z.boolean().describe('what is missing is known, and only sending the unsafe request, by a person’s press, would prove it'),
  originRefused: z.boolean().describe('the refusal is for where the request says that it comes from'),
  originSent: z.string().optional().describe('origin that the request names, by Origin or Referer'),
  originExpected: z.string().describe('origin of the URL itself'),
  originFault: OriginFault.optional().describe(
    'missing: none sent; foreign: another one; scheme: http in place of https or the other way; own-not-trusted: its own, which the server does not know as its own',
  ),
  originPasses: z.boolean().describe('with the URL’s own origin it passes'),
  guardHeader: z
    .string()
    .optional()
    .describe('header that the refusal asks for, whose presence alone is checked (kbn-xsrf, X-Requested-With)'),
  guardPasses: z.boolean().describe('with that header it passes'),
}

const freshFields = {
  fresh: z.int().optional().describe('status with the session cookies cleared (or newly set ones)'),
  freshFrom: z
    .enum(['identity', 'cleared', 'set-here', 'start-page'])
    .optional()
    .describe('the fresh session: freshAs, no cookies at all, cookies that the URL or the start page sets'),
  freshLoginRedirect: z.boolean().describe('without the session the target asks to log in'),
  freshSessionPasses: z.boolean().describe('a fresh session passes: freshAs, or the cookies that the target sets itself'),
  worseThanNone: z.boolean().describe('refused with the session’s cookies, passes with none: the old cookie is what is refused'),
}

const loginFields = {
  loginRedirect: z.boolean().describe('the session as it is leads to a login page'),
  loginTo: z.string().optional().describe('the login page, without its query'),
  loginElsewhere: z.boolean().describe('it is on another host'),
  loginLoop: z.boolean().describe('followed as a browser does, the redirects go in a circle'),
  returnParameter: z.string().optional().describe('parameter that tells the login where to go back to'),
  returnLost: z.boolean().describe('nothing tells the login where to go back to'),
  returnWrong: z.string().optional().describe('sentence: what is wrong with the address to go back to'),
}

/** What `session` finds. */
export const SessionFinding = z.object({
  status: z.int().optional().describe('status of the safe request with the session as it is'),
  refused: z.boolean().describe('that request is refused'),
  unstable: z
    .boolean()
    .describe('asked again, the same session passes and is refused in turn (or is refused by count): no fresh session or token decides'),
  staleSession: z.boolean().describe('the session is refused and a fresh one passes, or the refusal says that it ended'),
  sessionNamed: z.boolean().describe('the refusal speaks of a session that ended or is invalid'),
  ...cookieFields,
  ...csrfFields,
  ...freshFields,
  ...loginFields,
})
export type SessionFinding = z.infer<typeof SessionFinding>
