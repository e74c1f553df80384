import type { Signature } from '../../signature.ts'
import { SAYS } from '../../signature-forms/plain-causes.ts'

/** Block pages come under any status, success too. */
const REFUSED = [200, 401, 403, 405, 406, 418, 429, 493, 500, 501, 503, 999]
/** Nineteen or twenty digits stand under no other product's block page, whatever the language of the words before them. */
const SUPPORT_ID = /support ?id[^<>\d]{0,30}(?:<[^<>]{1,40}>\s?){0,2}\d{18,20}\b/i

/** F5 BIG-IP Advanced WAF (ASM), NGINX App Protect, BIG-IP APM, Distributed Cloud. */
export const f5: readonly Signature[] = [
  {
    id: 'f5/asm',
    product: 'f5-bigip-asm',
    layer: 'waf',
    confidence: 0.94,
    statuses: REFUSED,
    any: [
      { body: 'the requested url was rejected. please consult with your administrator' },
      { body: 'the requested operation was rejected. please consult with your administrator' },
      { body: 'your support id is', match: /support id is:? ?(?:<[^<>]{1,20}>)?\s?\d{6,}/i },
      { body: 'support id:', match: /(?:rejected|blocked|denied)[^\0]{0,300}support id: ?\d{12,}\b/i },
      { body: 'support id', match: SUPPORT_ID },
      { json: 'supportid', match: /^\d{17,20}$/ },
    ],
    success: [
      { body: 'the requested url was rejected. please consult with your administrator' },
      { body: 'your support id is', match: /support id is:? ?(?:<[^<>]{1,20}>)?\s?\d{6,}/i },
      { body: 'support id:', match: /(?:rejected|blocked|denied)[^\0]{0,300}support id: ?\d{12,}\b/i },
      { body: 'support id', match: SUPPORT_ID },
      { json: 'supportid', match: /^\d{17,20}$/ },
    ],
    means: 'F5 BIG-IP Advanced WAF (ASM) or NGINX App Protect rejected it',
    causes: SAYS.firewall,
    references: [
      {
        name: 'support id',
        lookUp: 'BIG-IP, Security › Event Logs › Application › Requests, Support ID',
        read: { body: /support ?id(?: is)?"?[^<>\d]{0,30}(?:<[^<>]{1,20}>)?\s?"?(\d{6,30})/i },
      },
    ],
    source: 'https://my.f5.com/manage/s/article/K8880',
    examples: [
      {
        status: 200,
        body: '<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 12345678901234567890',
        cause: 'waf-rule',
        verdict: 'disguised',
      },
      { status: 200, body: '<h1>Anfrage abgelehnt</h1><p>Support ID: 1234567890123456789</p>', cause: 'waf-rule', verdict: 'disguised' },
      { status: 403, body: '{"supportID":"1234567890123456789"}', cause: 'waf-rule', verdict: 'denied' },
    ],
  },
  {
    id: 'f5/bot-defense',
    product: 'f5-bigip-asm',
    layer: 'bot-manager',
    confidence: 0.95,
    statuses: REFUSED,
    any: [{ body: '/tspd/' }, { body: 'window["bobcmn"]' }],
    success: [{ body: 'window["bobcmn"]' }, { body: '/tspd/', match: /please enable javascript to view the page content/i }],
    none: [{ body: 'the requested url was rejected' }],
    verdict: 'challenged',
    means: 'F5 sent the script of its bot defence instead of an answer',
    causes: { 'bot-challenge': 0.9 },
    references: [
      {
        name: 'support id',
        lookUp: 'BIG-IP, Security › Event Logs › Application › Requests, Support ID',
        read: { body: /support id(?: is)?:? ?(\d{6,30})/i },
      },
    ],
    source: 'https://my.f5.com/manage/s/article/K42323285',
    examples: [
      {
        status: 200,
        body: '<script>window["bobcmn"] = "10111"</script><noscript>Please enable JavaScript to view the page content.<br/>Your support ID is: 123456789012345.</noscript>',
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
    ],
  },
  {
    id: 'f5/distributed-cloud',
    product: 'f5-distributed-cloud',
    layer: 'waf',
    confidence: 0.95,
    statuses: REFUSED,
    any: [{ header: 'server', has: 'volt-adc' }, { body: 'f5 site:' }],
    success: [{ body: 'the requested url was rejected' }, { body: 'f5 site:' }],
    means: 'F5 Distributed Cloud (Volterra) refused at its own edge: its WAF, a service policy or bot defence',
    causes: SAYS.firewall,
    none: [{ header: 'x-envoy-upstream-service-time' }],
    references: [
      {
        name: 'support id',
        lookUp: 'F5 Distributed Cloud console, Security analytics, req_id',
        read: { body: /support id is:? ?(?:<[^<>]{1,20}>)?\s?([0-9a-f-]{20,40})/i },
      },
    ],
    source: 'https://docs.cloud.f5.com/docs-v2/web-app-and-api-protection/concepts/web-application-firewall',
    examples: [
      {
        status: 403,
        headers: { server: 'volt-adc' },
        body: '<title>Request Rejected</title>The requested URL was rejected. Please consult with your administrator.<br/>Your support ID is 01234567-89ab-cdef-0123-456789abcdef<h2>Error 403 - Forbidden</h2>F5 site: fr4-fra',
        cause: 'waf-rule',
      },
    ],
  },
  {
    id: 'f5/apm',
    product: 'f5-bigip-apm',
    layer: 'auth-proxy',
    confidence: 0.92,
    statuses: REFUSED,
    any: [
      { body: 'access was denied by the access policy' },
      { body: 'your session could not be established', match: /session reference number|access policy/i },
      { body: '/vdesk/hangup.php3' },
    ],
    success: [
      { body: 'access was denied by the access policy' },
      { body: 'your session could not be established', match: /session reference number|access policy/i },
    ],
    means: 'The access policy of an F5 BIG-IP APM refused this session',
    causes: { 'auth-gateway': 0.85, 'session-state': 0.3 },
    references: [
      {
        name: 'session reference number',
        lookUp: 'BIG-IP, Access › Overview › Active sessions and APM log, by session id',
        read: { body: /session reference number:? ?(?:<[^<>]{1,20}>)?\s?([0-9a-f]{6,32})/i },
      },
    ],
    source: 'https://techdocs.f5.com/en-us/bigip-17-1-0/big-ip-access-policy-manager-customization.html',
    examples: [
      {
        status: 403,
        body: 'Access was denied by the access policy. This may be due to a failure to meet access policy requirements. The session reference number: 4c1d2e3f',
        cause: 'auth-gateway',
      },
    ],
  },
]
