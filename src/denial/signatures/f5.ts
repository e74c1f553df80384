import type { Signature } from '../signature.ts'

const WAF = { 'waf-rule': 0.88, 'ip-or-geo-restriction': 0.15 } as const
/** Block pages come under any status, success too. */
const REFUSED = [200, 401, 403, 405, 406, 418, 429, 493, 500, 501, 503, 999]

/** F5 BIG-IP Advanced WAF (ASM), NGINX App Protect. */
export const f5: readonly Signature[] = [
  {
    id: 'f5/asm',
    product: 'f5-bigip-asm',
    layer: 'waf',
    confidence: 0.94,
    statuses: REFUSED,
    any: [
      { body: 'the requested url was rejected. please consult with your administrator' },
      { body: 'your support id is', match: /support id is:? ?(?:<[^<>]{1,20}>)?\s?\d{6,}/i },
      { body: '/tspd/' },
      { body: 'window["bobcmn"]' },
      { body: 'support id:', match: /(?:rejected|blocked|denied)[\s\S]{0,300}support id: ?\d{10,}/i },
    ],
    success: [
      { body: 'the requested url was rejected. please consult with your administrator' },
      { body: 'your support id is', match: /support id is:? ?(?:<[^<>]{1,20}>)?\s?\d{6,}/i },
      { body: 'support id:', match: /(?:rejected|blocked|denied)[\s\S]{0,300}support id: ?\d{10,}/i },
    ],
    means: 'F5 BIG-IP Advanced WAF (ASM) or NGINX App Protect rejected it',
    causes: WAF,
    cases: [{ when: { body: '/tspd/' }, causes: { 'bot-challenge': 0.7, 'waf-rule': 0.5 }, means: 'F5 sent its script challenge' }],
    references: [
      {
        name: 'support id',
        lookUp: 'BIG-IP, Security > Event Logs > Application > Requests, Support ID',
        read: { body: /support id(?: is)?:? ?(?:<[^<>]{1,20}>)?\s?(\d{6,30})/i },
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
    ],
  },
]
