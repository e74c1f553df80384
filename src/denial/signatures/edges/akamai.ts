import type { Signature } from '../../signature.ts'

const BOT = { 'bot-challenge': 0.95 } as const
/** Block pages come under any status, success too. */
const REFUSED = [200, 401, 403, 405, 406, 418, 428, 429, 493, 500, 501, 503, 999]

/** Akamai's edge, its application security and its bot manager. */
export const akamai: readonly Signature[] = [
  {
    id: 'akamai/denied',
    product: 'akamai',
    layer: 'waf',
    confidence: 0.94,
    any: [
      { body: 'reference #', match: /reference #\s?\d{1,3}\.[0-9a-f]{4,12}\.\d{8,12}\.[0-9a-f]{4,12}/i },
      { body: 'errors.edgesuite.net' },
      { header: 'x-reference-error', match: /^\d{1,3}\.[0-9a-f]{4,12}\./i },
      { body: 'access denied', match: /reference #[0-9a-f.]{8,}/i },
    ],
    means: "Akamai's edge denied it: an application security, bot or access rule of the property",
    causes: { 'waf-rule': 0.7, 'bot-challenge': 0.3, 'ip-or-geo-restriction': 0.25, 'resource-rule': 0.2 },
    references: [
      {
        name: 'akamai reference',
        lookUp: 'Akamai Control Center, Diagnostics › Translate error string',
        read: { body: /reference #\s?([0-9a-f.]{8,60})/i },
      },
      {
        name: 'akamai reference',
        lookUp: 'Akamai Control Center, Diagnostics › Translate error string',
        read: { header: 'x-reference-error' },
      },
    ],
    source: 'https://techdocs.akamai.com/edge-diagnostics/docs/translate-error-string',
    examples: [
      {
        status: 403,
        headers: { server: 'AkamaiGHost' },
        body: '<H1>Access Denied</H1> You don\'t have permission to access "http&#58;&#47;&#47;shop" on this server.<P>Reference&#32;&#35;18&#46;2d3c1002&#46;1761991200&#46;1a2b3c4d',
        cause: 'waf-rule',
      },
      { status: 403, headers: { 'x-reference-error': '18.2d3c1002.1761991200.1a2b3c4d' }, body: '', cause: 'waf-rule' },
    ],
  },
  {
    id: 'akamai/bare',
    product: 'akamai',
    layer: 'waf',
    confidence: 0.7,
    all: [{ header: 'server', has: 'akamaighost' }],
    means: 'server: AkamaiGHost stands only on answers that the edge made itself',
    causes: { 'waf-rule': 0.5, 'bot-challenge': 0.3, 'ip-or-geo-restriction': 0.3 },
    source: 'https://techdocs.akamai.com/edge-diagnostics/docs',
    examples: [{ status: 403, headers: { server: 'AkamaiGHost' }, body: '', cause: 'waf-rule' }],
  },
  {
    id: 'akamai/bot-manager',
    product: 'akamai',
    layer: 'bot-manager',
    confidence: 0.93,
    statuses: REFUSED,
    any: [
      { body: 'sec-if-cpt-container' },
      { body: '/_sec/cp_challenge/' },
      { body: '/_sec/verify?provider=' },
      { body: 'bm-verify=' },
      { json: 'sec-cp-challenge' },
      { json: 'cpr_chlge' },
    ],
    verdict: 'challenged',
    success: [
      { body: 'sec-if-cpt-container' },
      { body: '/_sec/cp_challenge/' },
      { body: '/_sec/verify?provider=' },
      { body: 'bm-verify=' },
      { json: 'sec-cp-challenge' },
    ],
    means: 'Akamai Bot Manager sent a challenge',
    causes: BOT,
    source: 'https://techdocs.akamai.com/bot-manager/docs/challenge-actions',
    examples: [
      { status: 403, body: '<div id="sec-if-cpt-container"></div>', cause: 'bot-challenge', verdict: 'challenged' },
      {
        status: 200,
        body: `<meta http-equiv="refresh" content="5; URL='/orders?bm-verify=AAQAAAAJ'" />`,
        cause: 'bot-challenge',
        verdict: 'challenged',
      },
      { status: 428, body: '{"sec-cp-challenge":"true","provider":"crypto","token":"AAQ"}', cause: 'bot-challenge' },
    ],
  },
]
