import type { Signature } from '../../signature.ts'

const BOT = { 'bot-challenge': 0.95 } as const
const VERCEL_ID = /\b[a-z]{3}1::(?:[a-z0-9]{3,6}::)?[a-z0-9]{5}-\d{13}-[0-9a-f]{12}\b/

/** Edges that host what they serve: Vercel, Netlify. */
export const hostingEdges: readonly Signature[] = [
  {
    id: 'vercel/challenge',
    product: 'vercel',
    layer: 'bot-manager',
    confidence: 0.94,
    statuses: [403, 429],
    any: [{ header: 'x-vercel-mitigated', has: 'challenge' }, { body: 'vercel security checkpoint' }],
    verdict: 'challenged',
    means: "Vercel's firewall sent a challenge",
    causes: BOT,
    source: 'https://vercel.com/docs/vercel-firewall',
    examples: [{ status: 429, headers: { 'x-vercel-mitigated': 'challenge' }, body: '', cause: 'bot-challenge', verdict: 'challenged' }],
  },
  {
    id: 'vercel/deny',
    product: 'vercel',
    layer: 'waf',
    confidence: 0.92,
    any: [
      { header: 'x-vercel-mitigated', has: 'deny' },
      { header: 'x-vercel-error', has: 'forbidden' },
      { header: 'x-vercel-mitigated', has: 'block' },
    ],
    means: "Vercel's firewall or deployment protection refused",
    causes: { 'waf-rule': 0.7, 'ip-or-geo-restriction': 0.3, 'auth-gateway': 0.2 },
    rule: [{ header: 'x-vercel-error' }],
    source: 'https://vercel.com/docs/errors',
    examples: [{ status: 403, headers: { 'x-vercel-mitigated': 'deny' }, body: 'Forbidden', cause: 'waf-rule' }],
  },
  {
    id: 'vercel/rate-limit',
    product: 'vercel',
    layer: 'waf',
    confidence: 0.93,
    any: [{ header: 'x-vercel-mitigated', has: 'rate' }],
    verdict: 'rate-limited',
    means: "A rate limit in Vercel's firewall",
    causes: { 'rate-limit': 0.95 },
    source: 'https://vercel.com/docs/vercel-firewall/vercel-waf/rate-limiting',
    examples: [{ status: 429, headers: { 'x-vercel-mitigated': 'rate_limit' }, body: '', cause: 'rate-limit', verdict: 'rate-limited' }],
  },
  {
    id: 'vercel/sign-in',
    product: 'vercel',
    layer: 'auth-proxy',
    confidence: 0.95,
    statuses: [401, 403],
    any: [{ body: 'vercel.com/sso-api' }, { header: 'set-cookie', has: '_vercel_sso_nonce' }, { body: 'vercel authentication' }],
    means: 'Vercel Deployment Protection wants a sign-in, a password or a bypass token before this deployment is asked',
    causes: { 'auth-gateway': 0.92 },
    source: 'https://vercel.com/docs/deployment-protection',
    examples: [
      {
        status: 401,
        body: '<title>Authentication Required</title><a href="https://vercel.com/sso-api?url=https%3A%2F%2Fshop.example">Continue</a>',
        cause: 'auth-gateway',
      },
    ],
  },
  {
    id: 'vercel/error',
    product: 'vercel',
    layer: 'cdn',
    confidence: 0.9,
    any: [{ header: 'x-vercel-error' }, { body: '1::', match: VERCEL_ID }],
    means: "Vercel's edge answered by itself, with a code of its own",
    causes: { 'resource-rule': 0.3, 'waf-rule': 0.3, 'method-or-path': 0.25 },
    cases: [
      {
        when: { body: 'deployment_disabled' },
        causes: { 'feature-gate': 0.85 },
        means: 'The deployment is switched off, mostly for its plan or payment',
      },
      { when: { body: 'deployment_blocked' }, causes: { 'resource-rule': 0.8, 'feature-gate': 0.4 } },
      { when: { body: 'invalid_request_method' }, causes: { 'method-or-path': 0.95 } },
      { when: { body: 'host_not_found' }, causes: { 'method-or-path': 0.9 } },
    ],
    rule: [{ header: 'x-vercel-error' }, { body: /(?:code: ?)?(?:<[^<>]{1,40}>|`)?\b([A-Z][A-Z0-9]{2,20}(?:_[A-Z0-9]{2,20}){1,5})\b/ }],
    references: [
      { name: 'vercel request id', lookUp: 'Vercel dashboard, Logs, field Request Id', read: { body: /\b([a-z]{3}1::[a-z0-9:-]{20,60})/ } },
    ],
    source: 'https://vercel.com/docs/errors',
    examples: [
      {
        status: 402,
        headers: { 'x-vercel-error': 'DEPLOYMENT_DISABLED' },
        body: 'Payment required\n\nDEPLOYMENT_DISABLED\n\nfra1::abcde-1767600000000-0123456789ab',
        cause: 'feature-gate',
        rule: 'DEPLOYMENT_DISABLED',
      },
      { status: 403, body: '403: Forbidden Code: `FORBIDDEN` ID: `fra1::abcde-1767600000000-0123456789ab`' },
    ],
  },
  {
    id: 'netlify/edge',
    product: 'netlify',
    layer: 'cdn',
    confidence: 0.9,
    any: [
      { body: ' - request id: 01', match: /^[\w ]{3,40} - Request ID: 01[0-9A-HJKMNP-TV-Z]{24}/ },
      { json: 'error', is: 'usage_exceeded' },
    ],
    means: "Netlify's edge answered by itself",
    causes: { 'resource-rule': 0.4, 'ip-or-geo-restriction': 0.3 },
    cases: [{ when: { body: 'usage_exceeded' }, causes: { 'feature-gate': 0.85 }, means: "The site's plan is used up" }],
    references: [
      {
        name: 'netlify request id',
        lookUp: 'Netlify support and log drains, field request_id',
        read: { body: /request id: (01[0-9a-z]{24})/i },
      },
    ],
    source: 'https://docs.netlify.com/security/secure-access-to-sites/traffic-rules/',
    examples: [{ status: 403, headers: { server: 'Netlify' }, body: 'Forbidden - Request ID: 01HZZZZZZZZZZZZZZZZZZZZZZZ' }],
  },
]
