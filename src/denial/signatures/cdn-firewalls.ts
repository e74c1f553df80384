import type { Signature } from '../signature.ts'

const WAF = { 'waf-rule': 0.88, 'ip-or-geo-restriction': 0.15 } as const
const BOT = { 'bot-challenge': 0.95 } as const

/** Firewalls of CDNs and hosting edges: Vercel, Fastly, Sucuri, StackPath, Cachewall. */
export const cdnFirewalls: readonly Signature[] = [
  {
    id: 'sucuri/block',
    product: 'sucuri',
    layer: 'waf',
    confidence: 0.95,
    any: [
      { header: 'x-sucuri-block' },
      { body: 'sucuri website firewall' },
      { body: 'sucuri-firewall-block' },
      { body: 'cloudproxy@sucuri.net' },
      { body: 'sucuri cloudproxy' },
    ],
    means: 'The Sucuri website firewall refused',
    causes: { 'waf-rule': 0.85, 'ip-or-geo-restriction': 0.3 },
    rule: [
      { header: 'x-sucuri-block' },
      { body: /block id:? ?(?:<[^<>]{1,60}> ?){0,4}([A-Z]{2,6}\d{1,6})/i },
      { body: /block reason:? ?(?:<[^<>]{1,60}> ?){0,4}([^<]{5,100})/i },
    ],
    source: 'https://docs.sucuri.net/website-firewall/troubleshooting/',
    examples: [
      {
        status: 403,
        headers: { 'x-sucuri-block': 'XSS101' },
        body: '<title>Sucuri WebSite Firewall - Access Denied</title>',
        cause: 'waf-rule',
        rule: 'XSS101',
      },
    ],
  },
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
    any: [{ header: 'x-vercel-mitigated', has: 'deny' }, { header: 'x-vercel-error' }],
    means: "Vercel's firewall or deployment protection refused",
    causes: { 'waf-rule': 0.7, 'ip-or-geo-restriction': 0.3, 'auth-gateway': 0.2 },
    rule: [{ header: 'x-vercel-error' }],
    source: 'https://vercel.com/docs/errors',
    examples: [{ status: 403, headers: { 'x-vercel-mitigated': 'deny' }, body: 'Forbidden', cause: 'waf-rule' }],
  },
  {
    id: 'fastly/signal-sciences',
    product: 'signal-sciences',
    layer: 'waf',
    confidence: 0.9,
    statuses: [403, 406],
    any: [{ header: 'x-sigsci-tags' }, { header: 'x-sigsci-agentresponse' }, { header: 'x-sigsci-requestid' }, { body: 'signal sciences' }],
    means: 'The Fastly Next-Gen WAF (Signal Sciences) refused',
    causes: WAF,
    rule: [{ header: 'x-sigsci-tags' }],
    source: 'https://www.fastly.com/documentation/guides/next-gen-waf/',
    examples: [{ status: 406, headers: { 'x-sigsci-tags': 'SQLI' }, body: '', cause: 'waf-rule', rule: 'SQLI', verdict: 'denied' }],
  },
  {
    id: 'fastly/reference',
    product: 'fastly',
    layer: 'waf',
    confidence: 0.8,
    all: [{ header: 'x-served-by', has: 'cache-' }, { body: 'reference id' }, { body: 'rejected' }],
    means: "The answer of Fastly's WAF, with a reference id for support",
    causes: { 'waf-rule': 0.88 },
    references: [
      {
        name: 'reference id',
        lookUp: 'Fastly WAF log, by this id',
        read: { body: /reference id:? ?(?:<[^<>]{1,20}> ?){0,3}([0-9a-f]{12,80})/i },
      },
    ],
    source: 'https://www.fastly.com/documentation/guides/security/web-application-firewall/',
    examples: [
      {
        status: 403,
        headers: { 'x-served-by': 'cache-fra19130-FRA' },
        body: '<p>Your request was rejected. Reference ID: <p>0123456789abcdef</p>',
        cause: 'waf-rule',
      },
    ],
  },
  {
    id: 'fastly/error',
    product: 'fastly',
    layer: 'waf',
    confidence: 0.85,
    any: [{ body: 'fastly error:' }, { body: 'error 403 forbidden', match: /guru mediation|cache-\w{3,}\d/i }, { body: 'details: cache-' }],
    means: "Fastly's edge answered itself (its VCL or WAF)",
    causes: { 'waf-rule': 0.5, 'server-directive': 0.4, 'ip-or-geo-restriction': 0.35 },
    source: 'https://www.fastly.com/documentation/reference/http/http-statuses/',
    examples: [
      {
        status: 403,
        body: '<h1>Error 403 Forbidden</h1><h3>Guru Mediation:</h3><p>Details: cache-fra-eddf8230010-FRA 1761991200 123</p>',
        cause: 'waf-rule',
      },
    ],
  },
  {
    id: 'cachewall/block',
    product: 'cachewall',
    layer: 'waf',
    confidence: 0.93,
    any: [{ header: 'x-cachewall-action' }, { header: 'x-cachewall-reason' }, { body: '403 naughty, not nice!' }],
    means: 'Cachewall (xVarnish) refused',
    causes: { 'waf-rule': 0.6, 'bot-challenge': 0.4 },
    cases: [
      {
        when: { header: 'x-cachewall-action', has: 'challenge' },
        causes: { 'bot-challenge': 0.85, 'waf-rule': 0.5 },
        verdict: 'challenged',
      },
    ],
    source: 'https://www.cachewall.com/',
    examples: [{ status: 403, headers: { 'x-cachewall-action': 'deny' }, body: '', cause: 'waf-rule' }],
  },
  {
    id: 'stackpath/block',
    product: 'stackpath',
    layer: 'waf',
    confidence: 0.9,
    any: [{ body: 'you performed an action that triggered the service and blocked your request' }, { body: 'stackpath' }],
    means: 'StackPath refused',
    causes: { 'waf-rule': 0.8, 'bot-challenge': 0.3 },
    source: 'https://www.stackpath.com/',
    examples: [
      {
        status: 403,
        body: 'This website is using a security service to protect itself. You performed an action that triggered the service and blocked your request.',
        cause: 'waf-rule',
      },
    ],
  },
]
