import type { Signature } from '../../signature.ts'

/** CDNs besides the great three: Alibaba, Bunny, KeyCDN, Cloudflare R2's public buckets. */
export const cdns: readonly Signature[] = [
  {
    id: 'alibaba/cdn',
    product: 'alibaba-cdn',
    layer: 'cdn',
    confidence: 0.93,
    all: [{ header: 'x-tengine-error' }],
    means: "Alibaba Cloud's CDN refused by an access rule of the domain; the header names it",
    causes: { 'resource-rule': 0.6 },
    cases: [
      { when: { header: 'x-tengine-error', has: 'ip acl' }, causes: { 'ip-or-geo-restriction': 0.95 }, means: "The domain's address list" },
      {
        when: { header: 'x-tengine-error', has: 'referer' },
        causes: { 'resource-rule': 0.9 },
        means: "The domain's Referer list (hotlink protection)",
      },
      {
        when: { header: 'x-tengine-error', has: 'auth' },
        causes: { 'resource-rule': 0.7, 'invalid-token': 0.6 },
        means: 'URL signing: the signature is missing, wrong or expired',
      },
      {
        when: { header: 'x-tengine-error', match: /\bua\b|user.?agent/i },
        causes: { 'resource-rule': 0.7, 'bot-challenge': 0.6 },
        means: "The domain's User-Agent list",
      },
      {
        when: { header: 'x-tengine-error', has: 'domain' },
        causes: { 'method-or-path': 0.85, 'default-deny': 0.5 },
        means: 'The CDN does not serve this domain',
      },
      { when: { header: 'x-tengine-error', match: /\bcc\b|frequen|rate|limit/i }, causes: { 'rate-limit': 0.85 } },
      { when: { header: 'x-tengine-error', has: 'waf' }, causes: { 'waf-rule': 0.9 }, layer: 'waf' },
    ],
    rule: [{ header: 'x-tengine-error' }],
    source: 'https://www.alibabacloud.com/help/en/cdn/user-guide/faq-about-access-control',
    examples: [
      {
        status: 403,
        headers: { server: 'Tengine', 'x-tengine-error': 'denied by Referer ACL' },
        body: '',
        cause: 'resource-rule',
        rule: 'denied by Referer ACL',
      },
    ],
  },
  {
    id: 'bunny/edge',
    product: 'bunny-cdn',
    layer: 'cdn',
    confidence: 0.75,
    all: [{ header: 'server', has: 'bunnycdn' }],
    none: [{ header: 'cdn-requestpullcode' }],
    means: "Bunny's edge answered without asking the origin: hotlink protection, token authentication, a blocked address or country",
    causes: { 'resource-rule': 0.5, 'ip-or-geo-restriction': 0.4, 'waf-rule': 0.2 },
    source: 'https://docs.bunny.net/docs/cdn-token-authentication',
    examples: [{ status: 403, headers: { server: 'BunnyCDN-DE1-1082', 'cdn-requestid': 'a' }, body: '', cause: 'resource-rule' }],
  },
  {
    id: 'bunny/edge-page',
    product: 'bunny-cdn',
    layer: 'cdn',
    confidence: 0.91,
    all: [{ header: 'server', has: 'bunnycdn' }, { header: 'cdn-requestid' }, { body: '<center>openresty' }],
    none: [{ header: 'cdn-requestpullcode' }],
    means: "The page of Bunny's own server, and no trace of a pull from the origin: its edge refused",
    causes: { 'resource-rule': 0.5, 'ip-or-geo-restriction': 0.4, 'waf-rule': 0.2 },
    source: 'https://docs.bunny.net/docs/cdn-token-authentication',
    examples: [
      {
        status: 403,
        headers: { server: 'BunnyCDN-DE1-1082', 'cdn-requestid': 'a' },
        body: '<center><h1>403 Forbidden</h1></center><hr><center>openresty</center>',
        cause: 'resource-rule',
      },
    ],
  },
  {
    id: 'keycdn/edge',
    product: 'keycdn',
    layer: 'cdn',
    confidence: 0.8,
    any: [{ body: '<center>keycdn' }],
    means: "KeyCDN's own page: hotlink protection, secure token, or a blocked country",
    causes: { 'resource-rule': 0.55, 'ip-or-geo-restriction': 0.3 },
    source: 'https://www.keycdn.com/support/hotlink-protection',
    examples: [
      {
        status: 403,
        headers: { server: 'keycdn' },
        body: '<center><h1>403 Forbidden</h1></center><hr><center>keycdn</center>',
        cause: 'resource-rule',
      },
    ],
  },
  {
    id: 'cloudflare/r2',
    product: 'cloudflare-r2',
    layer: 'object-store',
    confidence: 0.93,
    any: [{ host: 'r2.cloudflarestorage.com' }, { host: 'r2.dev' }],
    means: 'Cloudflare R2 refused',
    causes: { 'insufficient-permissions': 0.6, 'resource-rule': 0.45 },
    cases: [
      { when: { body: 'signaturedoesnotmatch' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'invalidaccesskeyid' }, causes: { 'invalid-token': 0.95 } },
    ],
    source: 'https://developers.cloudflare.com/r2/api/error-codes/',
    examples: [
      {
        status: 403,
        url: 'https://0.r2.cloudflarestorage.com/b/k',
        body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
        cause: 'insufficient-permissions',
      },
    ],
  },
]
