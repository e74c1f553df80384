import type { Signature } from '../../signature.ts'
import { SAYS } from '../../signature-forms/plain-causes.ts'

/** Block pages come under any status, success too. */
const REFUSED = [200, 401, 403, 405, 406, 418, 429, 493, 500, 501, 503, 999]
const CODE = [{ body: /error(?: code)?:? ?(?:<[^<>]{1,40}> ?){0,2}(\d{1,2})\b/i }, { json: 'errorcode', match: /^(\d{1,3})$/ }] as const

/** Imperva's cloud WAF and SecureSphere. */
export const imperva: readonly Signature[] = [
  {
    id: 'imperva/incident',
    product: 'imperva',
    layer: 'waf',
    confidence: 0.95,
    statuses: REFUSED,
    any: [
      { body: 'incapsula incident id' },
      { body: '_incapsula_resource' },
      { body: 'powered by incapsula' },
      { body: 'request unsuccessful. incapsula' },
      { body: 'content.incapsula.com' },
      { body: 'imperva', match: /(?:powered by|protected by)\s?(?:<[^<>]{1,200}> ?){0,3}imperva|imperva incident/i },
      { body: 'blocked by the security rules', match: /incident ?id|error ?code/i },
      { body: 'blocked by our security service', match: /incident ?id/i },
    ],
    success: [
      { body: 'incapsula incident id' },
      { body: 'request unsuccessful. incapsula' },
      { body: '_incapsula_resource', match: /noindex/i },
      { body: 'blocked by the security rules', match: /incident ?id|error ?code/i },
    ],
    means: "Imperva's cloud WAF stopped the request",
    causes: { 'waf-rule': 0.75, 'bot-challenge': 0.4, 'ip-or-geo-restriction': 0.2 },
    cases: [
      { when: { body: 'error code 15' }, causes: { 'waf-rule': 0.9 }, rule: CODE },
      { when: { body: 'blocked by the security rules' }, causes: { 'waf-rule': 0.9 }, rule: CODE },
      { when: { body: 'error code', match: /error code (?:16|1[0-9])\b/i }, causes: SAYS.firewall, rule: CODE },
      { when: { body: 'blocked by our security service' }, causes: SAYS.firewall, rule: CODE },
      {
        when: { body: 'captcha', match: /additional security check is required|g-recaptcha|h-captcha|hcaptcha/i },
        causes: { 'bot-challenge': 0.93 },
        layer: 'bot-manager',
        means: 'Imperva wants a captcha',
        verdict: 'challenged',
      },
      {
        when: { body: '_incapsula_resource?swjiylwa' },
        causes: { 'bot-challenge': 0.93, 'waf-rule': 0.2 },
        layer: 'bot-manager',
        means: 'Imperva sent its script challenge instead of an answer',
        verdict: 'challenged',
      },
      {
        when: { body: '_incapsula_resource', match: /noindex|iframe|swuduy/i },
        causes: { 'bot-challenge': 0.85, 'waf-rule': 0.3 },
        means: 'Imperva sent its script challenge instead of an answer',
        verdict: 'challenged',
      },
    ],
    references: [
      {
        name: 'incapsula incident id',
        lookUp: 'Imperva Cloud Security Console, Attack analytics / Events, incident id',
        read: { body: /incident[ _]?id"?:? ?"?(?:<[^<>]{1,40}> ?)?([\d-]{10,60})/i },
      },
    ],
    source: 'https://docs.imperva.com/bundle/cloud-application-security/page/more/error-pages.htm',
    examples: [
      {
        status: 403,
        headers: { 'x-iinfo': '1-2-3' },
        body: 'Request unsuccessful. Incapsula incident ID: 123456789-987654321',
        cause: 'waf-rule',
      },
      {
        status: 403,
        body: '{"errorCode":"15","errorDescription":"This request was blocked by the security rules","incidentId":"123456789012-98765","hostName":"shop.example"}',
        cause: 'waf-rule',
        rule: '15',
      },
      {
        status: 403,
        body: '<h1>Access denied</h1><h2>Error code 16</h2><p>This request was blocked by our security service</p><p>Incident ID: 12345-6789</p><p>Powered by <a href="https://www.imperva.com">Imperva</a></p>',
        cause: 'waf-rule',
        rule: '16',
      },
    ],
  },
  {
    id: 'imperva/securesphere',
    product: 'imperva-securesphere',
    layer: 'waf',
    confidence: 0.88,
    statuses: REFUSED,
    any: [{ body: 'the incident id is:', match: /this page can't be displayed|contact support/i }, { body: 'securesphere' }],
    success: [{ body: 'the incident id is:', match: /this page can't be displayed|contact support/i }],
    means: 'Imperva SecureSphere blocked it',
    causes: SAYS.firewall,
    references: [{ name: 'incident id', lookUp: 'SecureSphere, Alerts, incident id', read: { body: /incident id is:? ?([\w-]{4,40})/i } }],
    source: 'https://docs.imperva.com/bundle/waf-gateway',
    examples: [
      {
        status: 403,
        body: "<h2>Error</h2> This page can't be displayed. Contact support for additional information. The incident ID is: N/A.",
        cause: 'waf-rule',
      },
    ],
  },
]
