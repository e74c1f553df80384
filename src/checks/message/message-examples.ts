import type { Check } from '../check.ts'
import type { MessageFinding, MessageInput } from './message-finding.ts'

const URL_ = 'https://api.test/orders'
const get = { method: 'GET', url: URL_, headers: {} }
const asMia = { subject: 'mia', identities: [{ name: 'mia', kind: 'bearer' }] } as const

/** Examples of `message`, which run as tests. */
export const MESSAGE_EXAMPLES: Check<typeof MessageInput, typeof MessageFinding>['examples'] = [
  {
    name: 'a stock page with a version',
    input: {},
    exchanges: [
      {
        request: get,
        response: { status: 403, headers: { server: ['nginx/1.24.0'] }, body: '<html><h1>403 Forbidden</h1><hr>nginx/1.24.0</html>' },
      },
    ],
    finding: {
      found: true,
      generic: true,
      tellsReason: false,
      tellsWhoToAsk: false,
      leaks: ['version'],
      leaky: true,
      leakQuotes: ['version in body: nginx/1.24.0', 'version in header:server: nginx/1.24.0'],
      statusFits: true,
      lacks: ['reason', 'contact', 'reference'],
      better: 'You are signed in, but this is not allowed for you. To get access, ask @team.',
    },
  },
  {
    name: 'a refusal that explains itself',
    input: {},
    exchanges: [
      {
        request: get,
        response: {
          status: 403,
          headers: { 'content-type': ['application/json'] },
          body: '{"error":"forbidden","message":"Your tenant may not read this. Contact support@api.test, reference: ab12cd34"}',
        },
      },
    ],
    finding: { generic: false, tellsReason: true, tellsWhoToAsk: true, hasReference: true, mentions: ['tenant'], leaky: false, lacks: [] },
  },
  {
    name: 'a page to a program, with 403 for a bad token, that shows how the house is built',
    input: {},
    ...asMia,
    request: { headers: { accept: 'application/json' } },
    exchanges: [
      {
        as: 'mia',
        request: get,
        response: {
          status: 403,
          headers: { 'www-authenticate': ['Bearer error="invalid_token"'], 'content-type': ['text/html'] },
          body: '<html><p>Token expired</p><!-- auth-1.prod.internal --><pre>at Filter.check(Filter.java:42)</pre><p>/etc/app/keys.pem</p></html>',
        },
      },
    ],
    finding: {
      program: true,
      wrongFormat: true,
      statusFits: false,
      betterStatus: 401,
      leaks: ['stack-trace', 'internal-host', 'file-path'],
      lacks: ['contact', 'reference', 'problem-json'],
      betterHeaders: [
        'Content-Type: application/problem+json',
        'Cache-Control: no-store',
        'WWW-Authenticate: Bearer realm="api.test", error="invalid_token"',
      ],
    },
  },
  {
    name: 'a refusal that a shared cache may keep, and that tells what exists',
    input: {},
    ...asMia,
    exchanges: [
      {
        as: 'mia',
        request: { ...get, url: `${URL_}/17` },
        response: { status: 403, headers: { 'cache-control': ['public, max-age=600'], age: ['12'] }, body: 'Forbidden' },
      },
      { as: 'mia', request: { ...get, url: `${URL_}/0` }, response: { status: 404, headers: {}, body: 'Not Found' } },
      { as: 'zoe', request: { ...get, url: `${URL_}/17` }, response: { status: 404, headers: {}, body: 'Not Found' } },
    ],
    finding: {
      cacheable: true,
      cacheWhy: 'A shared cache may keep it for 600 s.',
      fromCache: true,
      tellsExistence: true,
      statusByIdentity: ['mia 403', 'zoe 404'],
    },
  },
  { name: 'nothing was refused', input: {}, exchanges: [], finding: { found: false, says: '' } },
]
