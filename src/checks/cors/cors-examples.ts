import type { Check } from '../check.ts'
import type { CorsFinding, CorsInput } from './cors-finding.ts'

const PAGE = 'https://app.test'
const WRITE = { method: 'POST', headers: { Origin: PAGE, 'Content-Type': 'application/json' }, body: '{"a":1}' }
const ALLOWED = { 'access-control-allow-origin': PAGE, vary: 'Origin' }
const SPRING = { status: 403, body: 'Invalid CORS request' }
const PASSES = { status: 200 }

/** Examples of `cors`; they run as tests. */
export const CORS_EXAMPLES: Check<typeof CorsInput, typeof CorsFinding>['examples'] = [
  {
    name: 'a preflight that is asked for a login',
    input: {},
    request: WRITE,
    subject: 'member',
    identities: [{ name: 'member', kind: 'bearer' }],
    credentials: { member: { headers: { authorization: 'Bearer t' } } },
    replies: {
      'OPTIONS /orders as anonymous': { status: 401 },
      'OPTIONS /orders as member': { status: 204, headers: ALLOWED },
      '* * as member': { status: 200, headers: ALLOWED },
    },
    finding: {
      crossOrigin: true,
      preflightNeeded: true,
      preflightFor: ['authorization', 'content-type'],
      preflightStatus: 401,
      preflightRefused: true,
      preflightNeedsLogin: true,
      problem: 'preflight-needs-login',
      browserWouldBlock: true,
    },
  },
  {
    name: 'the server refuses by Origin, as Spring does',
    input: {},
    request: { headers: { Origin: PAGE } },
    replies: {
      'OPTIONS /orders as anonymous': SPRING,
      // The page, its own origin, none and a made-up one; then the page five times, and those that passed.
      '* * as anonymous': [SPRING, PASSES, PASSES, SPRING, SPRING, SPRING, SPRING, SPRING, SPRING, PASSES],
    },
    finding: {
      originFlips: true,
      refusedOrigins: ['page', 'foreign'],
      passedOrigins: ['own', 'none'],
      problem: 'origin',
      preflightNeeded: false,
    },
  },
  {
    name: 'a header that the preflight leaves out',
    input: {},
    request: { method: 'PUT', headers: { Origin: PAGE, 'X-Trace': '1' } },
    replies: {
      'OPTIONS /orders as anonymous': { status: 204, headers: { ...ALLOWED, 'access-control-allow-methods': 'GET, PUT' } },
      '* * as anonymous': { status: 200, headers: ALLOWED },
    },
    finding: {
      methodAllowed: true,
      headersAllowed: false,
      missingHeaders: ['x-trace'],
      problem: 'header',
      preflightFor: ['PUT', 'x-trace'],
    },
  },
  {
    name: 'a method that the preflight leaves out',
    input: { origin: PAGE },
    request: { method: 'DELETE' },
    replies: {
      'OPTIONS /orders as anonymous': { status: 200, headers: { ...ALLOWED, 'access-control-allow-methods': 'GET' } },
      '* * as anonymous': { status: 200, headers: ALLOWED },
    },
    finding: { methodAllowed: false, problem: 'method', browserWouldBlock: true },
  },
  {
    name: 'any origin, where cookies are sent',
    input: { origin: PAGE },
    subject: 'browser',
    identities: [{ name: 'browser', kind: 'cookie' }],
    credentials: { browser: { headers: { cookie: 'sid=a' }, cookies: { sid: 'a' } } },
    replies: {
      '* * as anonymous': { status: 204 },
      '* * as browser': { status: 200, headers: { 'access-control-allow-origin': '*' } },
    },
    finding: {
      wildcardWithCredentials: true,
      credentialsNeeded: true,
      anyOriginAllowed: true,
      problem: 'credentials',
      preflightNeeded: false,
    },
  },
  {
    name: 'a preflight that is redirected',
    input: { origin: PAGE },
    request: { method: 'DELETE' },
    replies: {
      'OPTIONS /orders as anonymous': { status: 301, headers: { location: 'https://api.test/orders/' } },
      '* * as anonymous': { status: 200, headers: ALLOWED },
    },
    finding: { preflightRedirects: true, preflightNeedsLogin: false, problem: 'redirect' },
  },
  {
    name: 'one allowed origin, and a cache that is not told',
    input: { origin: PAGE },
    replies: {
      '* * as anonymous': [{ status: 204 }, { status: 200, headers: { 'access-control-allow-origin': PAGE } }, { status: 200 }],
    },
    finding: { originAllowed: true, varyMissing: true, anyOriginAllowed: false, problem: '', browserWouldBlock: false },
  },
  {
    name: 'the same origin',
    input: {},
    replies: { '* * as anonymous': { status: 403 } },
    finding: { crossOrigin: false, nullOrigin: false, problem: '', browserWouldBlock: false, originFlips: false, refusalHidden: true },
  },
]
