import type { Signature } from '../../signature.ts'
import { SAYS } from '../../signature-forms/plain-causes.ts'

/** Block pages come under any status, success too. */
const REFUSED = [200, 401, 403, 405, 406, 418, 429, 493, 500, 501, 503, 999]

/** Firewalls in front of a data centre: Barracuda, FortiWeb, NetScaler, Radware, Wallarm, Sophos and others. */
export const wafAppliances: readonly Signature[] = [
  {
    id: 'crowdsec/ban',
    product: 'crowdsec',
    layer: 'waf',
    confidence: 0.95,
    any: [{ body: 'crowdsec' }, { body: 'blocked by the crowd' }],
    means: "A CrowdSec bouncer refused: this address is in the security engine's decisions, or an AppSec rule matched",
    causes: { 'waf-rule': 0.72, 'ip-or-geo-restriction': 0.68 },
    cases: [
      {
        when: { body: 'captcha' },
        causes: { 'bot-challenge': 0.85 },
        layer: 'bot-manager',
        verdict: 'challenged',
        means: 'CrowdSec wants a captcha',
      },
    ],
    source: 'https://docs.crowdsec.net/u/bouncers/intro/',
    examples: [
      {
        status: 403,
        body: '<title>CrowdSec Ban</title><p>This security check has been powered by CrowdSec</p>',
        cause: 'waf-rule',
      },
      {
        status: 403,
        body: '<title>CrowdSec Captcha</title><div class="g-recaptcha"></div>',
        layer: 'bot-manager',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
  {
    id: 'barracuda/block',
    product: 'barracuda-waf',
    layer: 'waf',
    confidence: 0.9,
    any: [
      { body: 'barracuda networks' },
      { header: 'server', has: 'barracuda' },
      { body: 'you have been blocked', match: /incident id|barracuda/i },
    ],
    means: 'A Barracuda Web Application Firewall refused',
    causes: SAYS.firewall,
    source: 'https://campus.barracuda.com/product/webapplicationfirewall/',
    examples: [{ status: 403, body: 'You have been blocked. Barracuda Networks', cause: 'waf-rule' }],
  },
  {
    id: 'fortinet/fortiweb',
    product: 'fortiweb',
    layer: 'waf',
    confidence: 0.92,
    statuses: REFUSED,
    any: [
      { body: 'fortiweb' },
      { body: '.fgd_icon' },
      { body: 'server unavailable!', match: /attack id/i },
      { body: 'web page blocked!', match: /attack id/i },
      { body: 'attack id:', match: /message id:/i },
    ],
    none: [{ body: 'fortigate' }, { body: 'application control' }, { body: 'web filter' }],
    success: [
      { body: 'server unavailable!', match: /attack id/i },
      { body: 'web page blocked!', match: /attack id/i },
    ],
    means: 'FortiWeb refused',
    causes: SAYS.firewall,
    rule: [{ body: /attack id:? ?(?:<[^<>]{1,40}>)?(\d{3,20})/i }],
    references: [
      {
        name: 'fortiweb message id',
        lookUp: 'FortiWeb, Log&Report › Attack, Message ID',
        read: { body: /message id:? ?(?:<[^<>]{1,40}>)?(\d{6,20})/i },
      },
    ],
    source: 'https://docs.fortinet.com/product/fortiweb',
    examples: [
      {
        status: 403,
        body: '<h2>Web Page Blocked!</h2> URL: shop.example Attack ID: 20000051 Message ID: 000012345678 FortiWeb',
        cause: 'waf-rule',
        rule: '20000051',
      },
    ],
  },
  {
    id: 'citrix/appfw',
    product: 'citrix-netscaler',
    layer: 'waf',
    confidence: 0.92,
    statuses: REFUSED,
    any: [
      { body: 'netscaler' },
      { body: 'appfw session id' },
      { body: 'application firewall block page' },
      { body: 'ns_trans_id' },
      { body: 'violation category:' },
    ],
    success: [{ body: 'application firewall block page' }, { body: 'appfw session id' }, { body: 'violation category:' }],
    means: 'Citrix NetScaler (Application Firewall) refused',
    causes: SAYS.firewall,
    rule: [{ body: /violation category:? ?(?:<[^<>]{1,40}> ?){0,4}([\w ]{4,60})/i }],
    source: 'https://docs.netscaler.com/en-us/citrix-adc/current-release/application-firewall.html',
    examples: [{ status: 200, body: '<title>Application Firewall Block Page</title> NetScaler', cause: 'waf-rule', verdict: 'disguised' }],
  },
  {
    id: 'radware/appwall',
    product: 'radware-appwall',
    layer: 'waf',
    confidence: 0.9,
    any: [
      { body: 'unauthorized activity has been detected', match: /case number/i },
      { body: 'unauthorized request blocked' },
      { body: 'radware' },
      { body: 'cloudwebsec.radware.com' },
      { header: 'x-sl-compstate' },
    ],
    means: 'Radware AppWall or Cloud WAF refused',
    causes: SAYS.firewall,
    references: [
      {
        name: 'case number',
        lookUp: 'Radware, Security events, case number',
        read: { body: /case number:? ?(?:<[^<>]{1,20}>)?([\w-]{4,40})/i },
      },
    ],
    source: 'https://www.radware.com/products/appwall/',
    examples: [{ status: 403, body: 'Unauthorized Activity Has Been Detected. Case Number: 1234567', cause: 'waf-rule' }],
  },
  {
    id: 'wallarm/block',
    product: 'wallarm',
    layer: 'waf',
    confidence: 0.9,
    any: [
      { body: 'wallarm' },
      { header: 'server', has: 'wallarm' },
      { body: 'your request is blocked since it was identified as a malicious one' },
    ],
    means: 'Wallarm refused',
    causes: SAYS.firewall,
    source: 'https://docs.wallarm.com/admin-en/configuration-guides/configure-block-page-and-code/',
    references: [
      {
        name: 'support id',
        lookUp: 'Wallarm Console, Attacks, by request id',
        read: { body: /support id:? ?(?:<[^<>]{1,40}>)?([0-9a-f-]{12,64})/i },
      },
    ],
    examples: [
      { status: 403, headers: { server: 'nginx-wallarm' }, body: '', cause: 'waf-rule' },
      {
        status: 403,
        body: '<title>You are blocked</title><p>Your request is blocked since it was identified as a malicious one.</p>',
        cause: 'waf-rule',
      },
    ],
  },
  {
    id: 'reblaze/block',
    product: 'reblaze',
    layer: 'waf',
    confidence: 0.9,
    any: [
      { header: 'server', has: 'reblaze' },
      { body: 'reblaze' },
      { body: 'current session has been terminated', match: /do not hesitate to contact us/i },
    ],
    means: 'Reblaze refused',
    causes: { 'waf-rule': 0.75, 'bot-challenge': 0.35 },
    source: 'https://docs.reblaze.com/',
    examples: [{ status: 403, headers: { server: 'Reblaze Secure Web Gateway' }, body: '', cause: 'waf-rule' }],
  },
  {
    id: 'redshield/block',
    product: 'redshield',
    layer: 'waf',
    confidence: 0.9,
    any: [{ body: 'redshield' }, { body: 'this incident has been logged. if you', match: /rsprotect|redshield/i }],
    means: 'RedShield refused',
    causes: SAYS.firewall,
    source: 'https://www.redshield.co/',
    examples: [{ status: 403, body: 'Protected by RedShield', cause: 'waf-rule' }],
  },
  {
    id: 'sophos/waf',
    product: 'sophos',
    layer: 'waf',
    confidence: 0.85,
    any: [
      { body: 'the web application firewall has blocked access to' },
      { body: 'powered by utm web protection' },
      { body: 'sophos', match: /blocked|denied|web protection|firewall/i },
    ],
    rule: [{ body: /for the following reason:? ?(?:<[^<>]{1,20}> ?){0,3}([^<]{4,100})/i }],
    means: 'Sophos refused',
    causes: { 'waf-rule': 0.6, 'acl-misconfigured': 0.3 },
    source: 'https://docs.sophos.com/nsg/sophos-utm/',
    examples: [
      { status: 403, body: 'Request blocked. Powered by UTM Web Protection', cause: 'waf-rule' },
      {
        status: 403,
        body: '<h1>Request blocked</h1><p>The web application firewall has blocked access to /a for the following reason: SQL injection</p>',
        cause: 'waf-rule',
        rule: 'SQL injection',
      },
    ],
  },
]
