import type { Signature } from '../../signature.ts'

/** Firewalls of CDNs: Sucuri, StackPath, Cachewall. */
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
      { body: 'cdn.sucuri.net' },
    ],
    none: [{ body: 'godaddy' }],
    means: 'The Sucuri website firewall refused',
    causes: { 'waf-rule': 0.85, 'ip-or-geo-restriction': 0.3 },
    cases: [
      { when: { header: 'x-sucuri-block', match: /^(?:GEO|IP|BLOCK_?IP|ACL)/i }, causes: { 'ip-or-geo-restriction': 0.93 } },
      { when: { header: 'x-sucuri-block', match: /^(?:BNP|BOT|BAD)/i }, causes: { 'waf-rule': 0.7, 'bot-challenge': 0.65 } },
      { when: { body: 'access from your country was disabled' }, causes: { 'ip-or-geo-restriction': 0.95 } },
      { when: { body: 'not whitelisted' }, causes: { 'ip-or-geo-restriction': 0.93 }, means: 'Only listed addresses may open this path' },
      {
        when: { body: 'block id', match: /block id:? ?(?:<[^<>]{1,60}> ?){0,4}(?:GEO|IPB)\d/i },
        causes: { 'ip-or-geo-restriction': 0.93 },
      },
    ],
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
      {
        status: 403,
        body: '<title>Sucuri WebSite Firewall - Access Denied</title><td>Block ID:</td> <td><span>GEO02</span></td><td>Block reason:</td><td>Access from your Country was disabled by the administrator.</td>',
        cause: 'ip-or-geo-restriction',
        rule: 'GEO02',
      },
    ],
  },
  {
    id: 'sucuri/challenge',
    product: 'sucuri',
    layer: 'bot-manager',
    confidence: 0.96,
    statuses: [200, 307, 401, 403, 429, 503],
    any: [{ body: 'sucuri_cloudproxy_js' }, { body: 'sucuri_cloudproxy_uuid' }],
    success: [{ body: 'sucuri_cloudproxy_js' }],
    verdict: 'challenged',
    means: 'Sucuri sent its script challenge instead of an answer',
    causes: { 'bot-challenge': 0.95 },
    source: 'https://docs.sucuri.net/website-firewall/configuration/',
    examples: [
      { status: 307, body: "<script>var s={},u,c,sucuri_cloudproxy_js='';</script>", cause: 'bot-challenge', verdict: 'challenged' },
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
    any: [
      { body: 'you performed an action that triggered the service and blocked your request' },
      { body: 'stackpath', match: /\bstackpath(?:\.com|[^.\w-])/i },
    ],
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
