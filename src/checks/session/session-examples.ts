import type { Check } from '../check.ts'
import type { SessionFinding, SessionInput } from './session-finding.ts'

const browser = {
  subject: 'browser',
  identities: [{ name: 'browser', kind: 'cookie' }],
  credentials: { browser: { cookies: { sid: 'a' }, headers: { cookie: 'sid=a' } } },
} as const

/** Examples of `session`, which run as tests. */
export const SESSION_EXAMPLES: Check<typeof SessionInput, typeof SessionFinding>['examples'] = [
  {
    name: 'a session that ended',
    input: {},
    subject: 'browser',
    identities: [{ name: 'browser', kind: 'cookie' }],
    credentials: { browser: { cookies: { sid: 'stale-session-id' }, headers: { cookie: 'sid=stale-session-id' } } },
    replies: {
      '* * as browser': [
        { status: 403, body: 'Your session has expired' },
        { status: 200, headers: { 'set-cookie': 'sid=n; Path=/' } },
      ],
    },
    finding: {
      present: true,
      cookies: ['sid'],
      status: 403,
      refused: true,
      fresh: 200,
      freshSessionPasses: true,
      staleSession: true,
      sessionNamed: true,
    },
  },
  {
    name: 'an approved form that was sent once and refused for its token: it is not sent again',
    input: {},
    request: { method: 'POST' },
    ...browser,
    exchanges: [
      {
        as: 'browser',
        request: { method: 'POST', url: 'https://api.test/orders', headers: {} },
        response: { status: 403, headers: {}, body: 'CSRF verification failed' },
      },
    ],
    replies: {
      'POST /orders as browser': { status: 201 },
      '* * as browser': { status: 200, body: '<form><input type="hidden" name="csrfmiddlewaretoken" value="f00-ba4"></form>' },
    },
    finding: {
      csrfRefused: true,
      csrfTokenFound: true,
      csrfSource: 'form',
      csrfFramework: 'Django',
      csrfHeader: 'x-csrftoken',
      csrfField: 'csrfmiddlewaretoken',
      csrfSent: false,
      csrfWithoutStatus: 403,
      sentAlready: true,
      pressProves: true,
      csrfTokenPasses: false,
      staleSession: false,
    },
  },
  {
    name: 'a form that nobody has sent yet passes with a fresh token',
    input: {},
    request: { method: 'POST' },
    ...browser,
    replies: {
      'POST /orders as browser': { status: 201 },
      '* * as browser': {
        status: 200,
        body: '<meta name="csrf-param" content="authenticity_token"><meta name="csrf-token" content="f00-ba4">',
      },
    },
    finding: { csrfSource: 'meta', csrfFramework: 'Rails', csrfSent: true, csrfStatus: 201, csrfTokenPasses: true, needsApproval: false },
  },
  {
    name: 'a token that takes a press to be proved',
    input: {},
    request: { method: 'POST' },
    ...browser,
    replies: {
      'POST /orders as browser': { failure: 'needs-approval' },
      '* * as browser': { status: 200, headers: { 'set-cookie': 'XSRF-TOKEN=f00%3D; Path=/' } },
    },
    finding: {
      csrfSource: 'cookie',
      csrfHeader: 'x-xsrf-token',
      csrfSent: false,
      needsApproval: true,
      pressProves: true,
      csrfTokenPasses: false,
    },
  },
  {
    name: 'WordPress, which takes nobody for signed in without a nonce',
    input: {},
    subject: 'browser',
    identities: browser.identities,
    credentials: { browser: { cookies: { wordpress_logged_in_1: 'a' }, headers: { cookie: 'wordpress_logged_in_1=a' } } },
    replies: {
      'GET /wp-admin/admin-ajax.php?action=rest-nonce as browser': { status: 200, body: 'a1b2c3d4e5' },
      '* * as browser': [{ status: 401 }, { status: 401 }, { status: 401 }, { status: 200 }, { status: 401 }],
    },
    finding: { csrfSource: 'endpoint', csrfFramework: 'WordPress', csrfHeader: 'x-wp-nonce', csrfTokenFound: true },
  },
  {
    name: 'a form that another site sends',
    input: {},
    request: { method: 'POST', headers: { origin: 'https://evil.test' } },
    ...browser,
    exchanges: [
      {
        as: 'browser',
        request: { method: 'POST', url: 'https://api.test/orders', headers: {} },
        response: { status: 403, headers: {}, body: 'Cross-site POST form submissions are forbidden' },
      },
    ],
    replies: { '* * as browser': { status: 200, headers: { 'set-cookie': 'sid=b; Path=/; SameSite=Lax' } } },
    finding: {
      csrfRefused: true,
      csrfReason: 'origin',
      originRefused: true,
      originFault: 'foreign',
      originSent: 'https://evil.test',
      originExpected: 'https://api.test',
      crossSite: true,
      notSentAcrossSites: ['sid'],
      sentAlready: true,
    },
  },
  {
    name: 'a session that the login sets for its own folder alone',
    input: {},
    ...browser,
    replies: {
      'GET /auth/login?next=/orders as browser': { status: 302, headers: { location: '/orders', 'set-cookie': 'sid=b; HttpOnly' } },
      '* * as browser': { status: 302, headers: { location: '/auth/login?next=/orders' } },
    },
    finding: {
      loginRedirect: true,
      loginTo: 'https://api.test/auth/login',
      loginLoop: true,
      returnParameter: 'next',
      returnLost: false,
      lostCookies: ['sid'],
      notSentHere: ['sid'],
      cookieReasons: ['The cookie sid is for the path /auth, and /orders is not under it.'],
    },
  },
  {
    name: 'old cookies that are worse than none',
    input: {},
    subject: 'browser',
    identities: browser.identities,
    credentials: { browser: { cookies: { sid: 'b', lang: 'en' }, headers: { cookie: 'sid=a; lang=en; sid=b' } } },
    // As it is, without cookies, then both asked again at once: five times as it is, three times without.
    replies: { '* * as browser': [403, 200, 403, 403, 403, 403, 403, 200].map((status) => ({ status })) },
    finding: { refused: true, freshFrom: 'cleared', worseThanNone: true, staleSession: true, duplicates: ['sid'], cookieBytes: 21 },
  },
  {
    name: 'a session that passes again without being renewed',
    input: {},
    ...browser,
    replies: { '* * as browser': [{ status: 403 }, { status: 200 }, { status: 200 }, { status: 403 }] },
    finding: { unstable: true, staleSession: false, freshSessionPasses: false },
  },
  {
    name: 'no cookies at all',
    input: {},
    replies: { '* * as anonymous': { status: 403 } },
    finding: { present: false, cookies: [], csrfRefused: false, csrfTokenFound: false, staleSession: false, freshSessionPasses: false },
  },
]
