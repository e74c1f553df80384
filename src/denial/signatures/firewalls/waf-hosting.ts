import type { Causes } from '../../signature.ts'
import { productFamily } from '../../signature-forms/product-family.ts'

const WAFW00F = 'https://github.com/EnableSecurity/wafw00f/tree/master/wafw00f/plugins'
const WAF: Causes = { 'waf-rule': 0.85, 'ip-or-geo-restriction': 0.2 }
const WAF_OR_ADDRESS: Causes = { 'waf-rule': 0.6, 'ip-or-geo-restriction': 0.55 }
const BOT: Causes = { 'bot-challenge': 0.9 }
/** What a page says that is sent instead of an answer: it, not a mention, is the refusal. */
const BLOCKS = /block|denied|forbidden|protect|secur|suspicious|attack|firewall/i

/** Firewalls that come with web hosting, and those of website security services. */
export const wafHosting = productFamily({ layer: 'waf', confidence: 0.9 }, [
  {
    product: 'imunify360',
    name: 'Imunify360',
    id: 'imunify360/block',
    statuses: [403, 406, 415],
    any: [{ body: 'imunify360', match: /denied by imunify360|protected by imunify360|imunify360 (?:waf|block)/i }],
    none: [{ body: 'bot-protection' }],
    causes: WAF_OR_ADDRESS,
    source: 'https://docs.imunify360.com/',
    examples: [{ status: 403, body: '<p>The request was denied by Imunify360 WAF</p>', cause: 'waf-rule' }],
  },
  {
    product: 'bitninja',
    name: 'BitNinja',
    statuses: [200, 302, 403, 429, 503],
    any: [
      { body: 'bitninja', match: /security check by bitninja|visitor anti-robot validation|bitninja/i },
      { body: 'visitor anti-robot validation' },
    ],
    success: [{ body: 'security check by bitninja' }, { body: 'visitor anti-robot validation' }],
    causes: { 'ip-or-geo-restriction': 0.6, 'bot-challenge': 0.55 },
    cases: [{ when: { body: 'anti-robot' }, causes: BOT, layer: 'bot-manager', verdict: 'challenged' }],
    source: 'https://doc.bitninja.io/docs/Modules/captcha',
    examples: [
      { status: 403, body: '<title>Security check by BitNinja.IO</title>', cause: 'ip-or-geo-restriction' },
      { status: 403, body: '<h1>Visitor anti-robot validation</h1>', layer: 'bot-manager', cause: 'bot-challenge' },
    ],
  },
  {
    product: 'comodo-cwatch',
    name: 'Comodo cWatch',
    confidence: 0.75,
    any: [{ header: 'server', has: 'protected by comodo waf' }, { body: 'comodo waf' }, { body: 'cwatch', match: BLOCKS }],
    none: [{ header: 'content-type', has: 'json' }],
    causes: WAF,
    source: `${WAFW00F}/comodo.py`,
    examples: [{ status: 403, headers: { server: 'Protected by COMODO WAF' }, body: '', cause: 'waf-rule' }],
  },
  {
    product: 'sitelock',
    name: 'SiteLock TrueShield',
    any: [{ body: 'sitelock', match: /sitelock[^\0]{0,80}(?:incident|leading|security|shield)|sitelock incident id/i }],
    causes: WAF,
    references: [
      {
        name: 'sitelock incident id',
        lookUp: 'SiteLock support, by incident id',
        read: { body: /incident id:? ?(?:<[^<>]{1,40}>)?([\d-]{8,60})/i },
      },
    ],
    source: `${WAFW00F}/sitelock.py`,
    examples: [
      { status: 403, body: '<p>SiteLock is leading in website security. Sitelock incident ID: 12345678-1234</p>', cause: 'waf-rule' },
    ],
  },
  {
    product: 'astra',
    name: 'Astra',
    any: [
      { body: 'getastra.com', match: BLOCKS },
      { body: 'we have detected malicious activity coming from your ip address', match: /astra/i },
    ],
    causes: WAF_OR_ADDRESS,
    source: `${WAFW00F}/astra.py`,
    examples: [
      {
        status: 403,
        body: '<h1>Sorry, this is not allowed</h1><p>Protected by <a href="https://www.getastra.com">Astra</a></p>',
        cause: 'waf-rule',
      },
    ],
  },
  {
    product: 'cloudbric',
    name: 'Cloudbric',
    any: [
      { body: 'cloudbric', match: BLOCKS },
      { body: 'malicious code detected', match: /cloudbric/i },
    ],
    causes: WAF,
    source: `${WAFW00F}/cloudbric.py`,
    examples: [{ status: 403, body: '<title>Cloudbric | ERROR!</title><p>Your request was blocked by Cloudbric</p>', cause: 'waf-rule' }],
  },
  {
    product: 'virusdie',
    name: 'Virusdie',
    any: [
      { body: 'virusdie', match: /virusdie[^\0]{0,40}(?:block|firewall|access)|cdn\.virusdie\.ru|virusdie-logo/i },
      { body: 'you are blocked by virusdie' },
    ],
    causes: WAF,
    source: `${WAFW00F}/virusdie.py`,
    examples: [
      { status: 403, body: '<title>Virusdie: access denied</title><img src="https://cdn.virusdie.ru/splash.svg">', cause: 'waf-rule' },
    ],
  },
  {
    product: 'grey-wizard',
    name: 'Grey Wizard',
    any: [
      { header: 'server', has: 'greywizard' },
      { body: 'grey wizard', match: /contact the website owner or grey wizard|<title>grey wizard|detected attempted attack/i },
    ],
    causes: { 'waf-rule': 0.75, 'bot-challenge': 0.3 },
    source: `${WAFW00F}/greywizard.py`,
    examples: [{ status: 403, headers: { server: 'greywizard/2.0' }, body: '<title>Grey Wizard</title>', cause: 'waf-rule' }],
  },
  {
    product: 'bekchy',
    name: 'Bekchy',
    any: [{ body: 'bekchy.com' }, { body: '<title>bekchy' }],
    causes: WAF,
    source: `${WAFW00F}/bekchy.py`,
    examples: [
      { status: 403, body: '<title>Bekchy - Access Denied</title><a href="https://bekchy.com/report">Report</a>', cause: 'waf-rule' },
    ],
  },
  {
    product: 'godaddy-waf',
    name: "GoDaddy's website firewall",
    confidence: 0.96,
    any: [{ body: 'godaddy security - access denied' }, { body: 'godaddy website firewall' }],
    causes: WAF_OR_ADDRESS,
    rule: [{ body: /block id:? ?(?:<[^<>]{1,60}> ?){0,4}([A-Z]{2,6}\d{1,6})/i }, { header: 'x-sucuri-block' }],
    source: `${WAFW00F}/godaddy.py`,
    examples: [
      {
        status: 403,
        body: '<title>GoDaddy Website Firewall - Access Denied</title><td>Block ID:</td> <td><span>SQL101</span></td>',
        cause: 'waf-rule',
        rule: 'SQL101',
      },
    ],
  },
  {
    product: 'transip-firewall',
    name: "TransIP's web firewall",
    confidence: 0.55,
    none: [{ header: 'content-type', has: 'json' }, { header: 'x-powered-by' }],
    any: [{ header: 'x-transip-backend' }, { header: 'x-transip-balancer' }],
    causes: { 'waf-rule': 0.6, 'server-directive': 0.3 },
    source: `${WAFW00F}/transip.py`,
    examples: [{ status: 403, headers: { 'x-transip-backend': 'web1' }, body: '', cause: 'waf-rule' }],
  },
  {
    product: 'patchstack',
    name: 'Patchstack (WebARX)',
    any: [{ body: 'patchstack', match: BLOCKS }, { body: 'webarxsecurity.com' }, { body: '/wp-content/plugins/webarx/' }],
    causes: WAF,
    rule: [{ body: /error code:? ?(?:<[^<>]{1,40}>)?([\w-]{2,20})/i }],
    source: 'https://docs.patchstack.com/',
    examples: [{ status: 403, body: '<h1>Access Denied</h1><p>Your request was blocked by Patchstack</p>', cause: 'waf-rule' }],
  },
  {
    product: 'ninjafirewall',
    name: 'NinjaFirewall',
    confidence: 0.94,
    any: [{ body: 'ninjafirewall' }, { body: 'for security reasons, it was blocked and logged' }],
    causes: WAF,
    references: [
      {
        name: 'ninjafirewall incident',
        lookUp: 'NinjaFirewall › Logs, incident number',
        read: { body: /incident (?:number )?(?:<[^<>]{1,30}>)?# ?(\d{4,10})/i },
      },
    ],
    source: 'https://blog.nintechnet.com/ninjafirewall-wp-edition/',
    examples: [
      {
        status: 403,
        body: '<title>NinjaFirewall: 403 Forbidden</title><p>Sorry, your request cannot be processed. For security reasons, it was blocked and logged. [#1234567]</p>',
        cause: 'waf-rule',
      },
    ],
  },
  {
    product: 'aesecure',
    name: 'aeSecure',
    any: [{ header: 'aesecure-code' }, { body: 'aesecure_denied' }],
    causes: WAF,
    rule: [{ header: 'aesecure-code' }],
    source: `${WAFW00F}/aesecure.py`,
    examples: [{ status: 403, headers: { 'aesecure-code': '1.3' }, body: '', cause: 'waf-rule', rule: '1.3' }],
  },
  {
    product: 'crawlprotect',
    name: 'CrawlProtect',
    any: [{ body: '<title>crawlprotect' }, { body: 'this site is protected by crawlprotect' }],
    causes: WAF,
    source: `${WAFW00F}/crawlprotect.py`,
    examples: [{ status: 403, body: '<p>This site is protected by CrawlProtect !!!</p>', cause: 'waf-rule' }],
  },
])
