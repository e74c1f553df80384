import type { Signature } from '../../signature.ts'
import { SAYS } from '../../signature-forms/plain-causes.ts'

const BOT = { 'bot-challenge': 0.95 } as const

/** Azure Front Door, Application Gateway and their WAF. */
export const azureEdge: readonly Signature[] = [
  {
    id: 'azure/front-door-waf',
    product: 'azure-front-door',
    layer: 'waf',
    confidence: 0.92,
    any: [
      { body: 'the request is blocked.', match: /azure|ref|x-azure/i },
      { body: 'azure waf' },
      { body: 'azure web application firewall' },
      { body: 'azure front door' },
    ],
    all: [{ header: 'x-azure-ref' }],
    means: "Azure Front Door's WAF policy blocked it",
    causes: SAYS.firewall,
    references: [
      { name: 'azure ref', lookUp: 'Front Door WAF log, field trackingReference', read: { body: /ref[a: ]{1,4} ?([\w+/=-]{20,120})/i } },
    ],
    source: 'https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-tuning',
    examples: [
      {
        status: 403,
        headers: { 'x-azure-ref': '20261101T100000Z-abc' },
        body: '<h2>The request is blocked.</h2><p>20261101T100000Z-abcdefghijklmnopqrstuvwxyz</p> azure',
        cause: 'waf-rule',
      },
    ],
  },
  {
    id: 'azure/front-door-plain',
    product: 'azure-front-door',
    layer: 'waf',
    confidence: 0.85,
    any: [{ body: 'the request is blocked.' }],
    means: 'The block page of the WAF on Azure Front Door',
    causes: SAYS.firewall,
    references: [
      { name: 'azure ref', lookUp: 'Front Door WAF log, field trackingReference', read: { body: /(\d{8}T\d{6}Z-[\w-]{10,80})/ } },
    ],
    source: 'https://learn.microsoft.com/azure/web-application-firewall/afds/waf-front-door-configure-custom-response-code',
    examples: [{ status: 403, body: '<h2>The request is blocked.</h2><div>0abcDEF==20261101T100000Z-15x</div>', cause: 'waf-rule' }],
  },
  {
    id: 'azure/front-door-unrouted',
    product: 'azure-front-door',
    layer: 'cdn',
    confidence: 0.93,
    any: [
      { body: "our services aren't available right now", match: /ref a:|x-azure|azure/i },
      { body: "we weren't able to find your azure front door service configuration" },
    ],
    means: 'Azure Front Door has no route for this host and path, or its configuration is not there yet',
    causes: { 'method-or-path': 0.6, 'default-deny': 0.4 },
    references: [
      { name: 'azure ref', lookUp: 'Front Door access log, field trackingReference', read: { body: /ref a: ?([0-9a-f]{20,40})/i } },
    ],
    source: 'https://learn.microsoft.com/azure/frontdoor/troubleshoot-issues',
    examples: [
      {
        status: 403,
        body: "<h2>Our services aren't available right now</h2><p>Please check back soon.</p><span>Ref A: 0123456789ABCDEF0123456789ABCDEF Ref B: FRAEDGE0420 Ref C: 2026-01-05T10:00:00Z</span>",
        cause: 'method-or-path',
      },
    ],
  },
  {
    id: 'azure/app-gateway',
    product: 'azure-app-gateway',
    layer: 'waf',
    confidence: 0.93,
    any: [{ body: 'microsoft-azure-application-gateway' }, { header: 'server', has: 'microsoft-azure-application-gateway' }],
    means: 'The WAF of an Azure Application Gateway refused',
    causes: { 'waf-rule': 0.85, 'ip-or-geo-restriction': 0.15 },
    source: 'https://learn.microsoft.com/azure/web-application-firewall/ag/web-application-firewall-troubleshoot',
    examples: [
      {
        status: 403,
        body: '<center><h1>403 Forbidden</h1></center><hr><center>Microsoft-Azure-Application-Gateway/v2</center>',
        cause: 'waf-rule',
      },
    ],
  },
  {
    id: 'azure/waf-challenge',
    product: 'azure-waf',
    layer: 'bot-manager',
    confidence: 0.92,
    statuses: [200, 403],
    any: [{ body: 'azwaf' }, { body: 'azure waf javascript challenge' }, { body: 'x-azure-jschallenge' }],
    verdict: 'challenged',
    success: [{ body: 'azure waf javascript challenge' }, { body: 'x-azure-jschallenge' }],
    means: 'Azure WAF sent a script challenge',
    causes: BOT,
    source: 'https://learn.microsoft.com/azure/web-application-firewall/waf-javascript-challenge',
    examples: [
      {
        status: 403,
        body: '<title>Azure WAF</title><form action="/.azwaf/jsclient/verify">',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
]
