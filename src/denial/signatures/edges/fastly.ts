import type { Signature } from '../../signature.ts'
import { SAYS } from '../../signature-forms/plain-causes.ts'

/** Fastly: the Next-Gen WAF (Signal Sciences), its challenges, and the edge's own answers. */
export const fastly: readonly Signature[] = [
  {
    id: 'fastly/signal-sciences',
    product: 'signal-sciences',
    layer: 'waf',
    confidence: 0.9,
    statuses: [403, 406],
    any: [{ header: 'x-sigsci-tags' }, { header: 'x-sigsci-agentresponse' }, { header: 'x-sigsci-requestid' }, { body: 'signal sciences' }],
    means: 'The Fastly Next-Gen WAF (Signal Sciences) refused',
    causes: SAYS.firewall,
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
    id: 'fastly/challenge',
    product: 'fastly',
    layer: 'bot-manager',
    confidence: 0.93,
    statuses: [200, 202, 401, 403, 406, 429],
    any: [{ body: '/_fs-ch-' }, { body: '<title>client challenge</title>' }],
    verdict: 'challenged',
    success: [{ body: '<title>client challenge</title>' }],
    means: "Fastly's bot management sent a challenge for browsers",
    causes: { 'bot-challenge': 0.95 },
    source: 'https://www.fastly.com/documentation/guides/security/bot-management/about-client-challenges/',
    examples: [
      {
        status: 200,
        body: '<title>Client Challenge</title><script src="/_fs-ch-abc/script.js"></script>',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
  {
    id: 'fastly/unknown-host',
    product: 'fastly',
    layer: 'cdn',
    confidence: 0.95,
    any: [
      { body: 'fastly error: unknown domain' },
      { body: 'requested host does not match any subject alternative names' },
      { body: 'domain not found', match: /fastly/i },
    ],
    means: 'No service at Fastly answers for this host',
    causes: { 'method-or-path': 0.9, 'default-deny': 0.3 },
    source: 'https://www.fastly.com/documentation/guides/concepts/errors/',
    examples: [
      {
        status: 403,
        body: 'Fastly error: unknown domain: shop.example. Please check that this domain has been added to a service.',
        cause: 'method-or-path',
      },
    ],
  },
]
