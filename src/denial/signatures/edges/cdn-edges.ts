import type { Causes } from '../../signature.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

const WAFW00F = 'https://github.com/EnableSecurity/wafw00f/tree/master/wafw00f/plugins'
/** An edge that answers by itself mostly does so for hotlinks, signed URLs, addresses or countries. */
const EDGE: Causes = { 'resource-rule': 0.5, 'ip-or-geo-restriction': 0.45, 'waf-rule': 0.2 }
const WAF: Causes = { 'waf-rule': 0.85, 'ip-or-geo-restriction': 0.2 }
const BOT: Causes = { 'bot-challenge': 0.9, 'waf-rule': 0.3 }

/** What a program behind the edge sends. */
const OF_AN_ORIGIN = [{ header: 'x-powered-by' }, { header: 'content-type', has: 'json' }] as const

/** CDNs that are less common, as their own edge refuses. */
export const cdnEdges = productFamily({ layer: 'cdn', confidence: 0.78 }, [
  {
    product: 'cdnetworks',
    name: "CDNetworks' (Wangsu's) edge",
    id: 'cdnetworks/action',
    layer: 'waf',
    confidence: 0.94,
    statuses: [401, 403, 405, 429, 503],
    all: [{ header: 'ws-action' }],
    causes: WAF,
    cases: [
      {
        when: { header: 'ws-action', has: 'bot' },
        causes: BOT,
        layer: 'bot-manager',
        means: 'Its bot management took the client for a bot',
      },
      { when: { header: 'ws-action', has: 'rate' }, causes: { 'rate-limit': 0.93 }, means: 'A limit on requests' },
    ],
    rule: [{ header: 'ws-action' }],
    source: 'https://docs.cdnetworks.com/en/docs/cloud-security',
    examples: [
      { status: 403, headers: { server: 'PWS/8.3.1.0.8', 'ws-action': 'bot' }, layer: 'bot-manager', cause: 'bot-challenge', rule: 'bot' },
      { status: 403, headers: { server: 'PWS/8.3.1.0.8', 'ws-action': 'waf' }, cause: 'waf-rule', rule: 'waf' },
    ],
  },
  {
    product: 'cdnetworks',
    name: "CDNetworks' (Wangsu's) edge",
    any: [
      { header: 'server', has: 'pws/', match: /^PWS\/\d/ },
      { header: 'server', has: 'cdn cache server v' },
      { header: 'x-cache-error', has: 'err_access_denied' },
      { header: 'x-via', match: /\(Cdn Cache Server V[\d.]{1,5}\)\[\d{1,6} 40[13]/ },
    ],
    causes: EDGE,
    source: 'https://docs.cdnetworks.com/en/docs/content-acceleration',
    examples: [
      { status: 403, headers: { server: 'PWS/8.3.1.0.8', 'x-ws-request-id': '6790_PS-FRA-01abc_1-2' }, body: '', cause: 'resource-rule' },
      { status: 403, headers: { 'x-via': '1.0 PSfra3pj156:5 (Cdn Cache Server V2.0)[0 403 3]' }, body: '' },
    ],
  },
  {
    product: 'limelight',
    name: "Limelight's edge",
    none: OF_AN_ORIGIN,
    any: [{ header: 'server', has: 'edgeprism' }, { header: 'x-llid' }, { header: 'x-llnw-dd-cfg' }, { body: 'limelight networks' }],
    causes: EDGE,
    source: `${WAFW00F}/limelight.py`,
    examples: [{ status: 403, headers: { server: 'EdgePrism/5.2.0.0' }, body: '', cause: 'resource-rule' }],
  },
  {
    product: 'edgio',
    name: "Edgio's (Edgecast's) edge",
    id: 'edgio/waf',
    layer: 'waf',
    confidence: 0.9,
    any: [{ header: 'x-ec-security-audit' }, { body: 'edgio', match: /blocked|security|waf/i }],
    causes: WAF,
    source: 'https://docs.edg.io/applications/v7/security',
    examples: [{ status: 403, headers: { server: 'ECAcc (fra/1234)', 'x-ec-security-audit': '403' }, body: '', cause: 'waf-rule' }],
  },
  {
    product: 'edgio',
    name: "Edgio's (Edgecast's) edge",
    any: ['ecacc (', 'ecs (', 'ecd (', 'eos (', 'ecsf ('].map((has) => ({
      header: 'server',
      has,
      match: /^E[A-Za-z]{2,4} \([\w-]{2,12}\/[0-9A-F]{2,8}\)/,
    })),
    none: OF_AN_ORIGIN,
    causes: EDGE,
    source: 'https://docs.edg.io/applications/v7/performance/response',
    examples: [
      {
        status: 403,
        headers: { server: 'ECAcc (fra/EC8C)' },
        body: '<title>403 - Forbidden</title><h1>403 - Forbidden</h1>',
        cause: 'resource-rule',
      },
    ],
  },
  {
    product: 'gcore',
    name: "Gcore's edge",
    any: [
      { header: 'server', has: 'gcore' },
      { header: 'server', has: 'g-core' },
      { header: 'x-id', match: /-edge-gc\d+$/ },
      { body: 'gcore', match: /protected by gcore|gcore (?:waap|cdn)/i },
    ],
    none: OF_AN_ORIGIN,
    causes: EDGE,
    cases: [{ when: { body: 'waap' }, causes: WAF, layer: 'waf', means: "Gcore's WAAP blocked it" }],
    source: 'https://gcore.com/docs/cdn/troubleshooting',
    examples: [{ status: 403, headers: { server: 'gcore' }, body: '', cause: 'resource-rule' }],
  },
  {
    product: 'cdn77',
    name: "CDN77's edge",
    any: [{ header: 'server', has: 'cdn77' }, { header: 'x-77-nzt' }, { body: '<center>cdn77' }],
    none: OF_AN_ORIGIN,
    causes: EDGE,
    source: 'https://client.cdn77.com/support/knowledgebase/cdn-resource/hotlink-protection',
    examples: [{ status: 403, headers: { server: 'CDN77-Turbo', 'x-77-nzt': 'AQ' }, body: '', cause: 'resource-rule' }],
  },
  {
    product: 'bunny-cdn',
    name: 'Bunny Shield',
    id: 'bunny/shield',
    layer: 'bot-manager',
    confidence: 0.93,
    statuses: [403, 429, 503],
    any: [{ body: '/.bunny-shield/' }, { body: 'bunny shield' }, { body: 'bunnyshield' }],
    causes: BOT,
    source: 'https://docs.bunny.net/docs/bunny-shield-overview',
    examples: [
      {
        status: 403,
        headers: { server: 'BunnyCDN-DE1-1082' },
        body: '<script src="/.bunny-shield/assets/challenge.js"></script>',
        cause: 'bot-challenge',
      },
    ],
  },
  {
    product: 'cachefly',
    name: "CacheFly's edge",
    none: OF_AN_ORIGIN,
    any: [{ header: 'bestcdn', has: 'cachefly' }, { header: 'x-cf1' }, { header: 'set-cookie', has: 'cfly_req' }],
    causes: EDGE,
    source: `${WAFW00F}/cachefly.py`,
    examples: [{ status: 403, headers: { bestcdn: 'Cachefly' }, body: '', cause: 'resource-rule' }],
  },
  {
    product: 'arvancloud',
    name: "ArvanCloud's edge",
    any: [
      { header: 'server', has: 'arvancloud' },
      { body: 'arvancloud', match: /block|denied|forbidden|error|protect/i },
    ],
    none: OF_AN_ORIGIN,
    causes: { 'waf-rule': 0.5, 'ip-or-geo-restriction': 0.45, 'resource-rule': 0.3 },
    source: 'https://docs.arvancloud.ir/en/cdn/firewall',
    examples: [{ status: 403, headers: { server: 'ArvanCloud' }, body: '<h1>403</h1>', cause: 'waf-rule' }],
  },
  {
    product: 'azion',
    name: "Azion's edge",
    any: [{ header: 'x-azion-edge-pop' }, { header: 'x-azion-request-id' }, { header: 'server', has: 'azion' }],
    none: OF_AN_ORIGIN,
    causes: { 'waf-rule': 0.5, 'resource-rule': 0.35, 'ip-or-geo-restriction': 0.3 },
    source: 'https://www.azion.com/en/documentation/products/secure/edge-firewall/',
    examples: [{ status: 403, headers: { server: 'Azion Technologies' }, body: '', cause: 'waf-rule' }],
  },
  {
    product: 'gocache',
    name: "GoCache's edge",
    any: [
      { header: 'server', has: 'gocache' },
      { body: 'gocache', match: /block|acesso|denied/i },
    ],
    none: OF_AN_ORIGIN,
    causes: { 'waf-rule': 0.5, 'resource-rule': 0.3, 'ip-or-geo-restriction': 0.3 },
    source: `${WAFW00F}/gocache.py`,
    examples: [{ status: 403, headers: { server: 'gocache' }, body: '', cause: 'waf-rule' }],
  },
  {
    product: 'medianova',
    name: "Medianova's edge",
    any: [
      { header: 'server', has: 'mncdn' },
      { header: 'server', has: 'medianova' },
    ],
    none: OF_AN_ORIGIN,
    causes: EDGE,
    source: 'https://clients.medianova.com/en/knowledgebase.php',
    examples: [{ status: 403, headers: { server: 'MNCDN-2110' }, body: '', cause: 'resource-rule' }],
  },
  {
    product: 'volcengine-cdn',
    name: "Volcengine's edge",
    any: [
      { header: 'server', has: 'volc-dcdn' },
      { header: 'server', has: 'byte-nginx' },
    ],
    none: OF_AN_ORIGIN,
    causes: EDGE,
    source: 'https://www.volcengine.com/docs/6454',
    examples: [{ status: 403, headers: { server: 'volc-dcdn' }, body: '', cause: 'resource-rule' }],
  },
  {
    product: 'tencent-edgeone',
    name: 'Tencent EdgeOne',
    layer: 'waf',
    confidence: 0.92,
    statuses: [403, 405, 429, 566, 567],
    any: [
      { header: 'server', has: 'edgeone' },
      { body: 'tencent edgeone' },
      { body: 'edgeone', match: /restricted access|blocked|security|eo-log-uuid/i },
    ],
    verdict: 'denied',
    causes: WAF,
    source: 'https://edgeone.ai/document/57270',
    examples: [
      {
        status: 566,
        headers: { server: 'TencentEdgeOne', 'eo-log-uuid': '1' },
        body: '<title>Restricted Access</title>',
        cause: 'waf-rule',
        verdict: 'denied',
      },
    ],
  },
  {
    product: 'tencent-edgeone',
    name: 'Tencent EdgeOne',
    id: 'tencent-edgeone/challenge',
    layer: 'bot-manager',
    confidence: 0.94,
    statuses: [200, 403, 429, 566, 567],
    any: [{ body: 'eo_bot_ssid' }, { header: 'set-cookie', has: 'eo_bot_ssid' }],
    success: [{ body: 'eo_bot_ssid' }],
    verdict: 'challenged',
    means: 'Tencent EdgeOne sent a script challenge',
    causes: BOT,
    source: 'https://edgeone.ai/document/57270',
    examples: [
      {
        status: 566,
        body: '<script>var k="EO_Bot_Ssid";document.cookie=k+"=1";location.reload()</script>',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
  {
    product: 'chinacache',
    name: "ChinaCache's edge",
    none: OF_AN_ORIGIN,
    any: [{ header: 'powered-by-chinacache' }],
    causes: EDGE,
    source: `${WAFW00F}/chinacache.py`,
    examples: [{ status: 403, headers: { 'powered-by-chinacache': 'MISS from CHN-SH-g' }, body: '', cause: 'resource-rule' }],
  },
])
