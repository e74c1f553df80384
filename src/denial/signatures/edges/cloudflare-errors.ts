import type { Case, Causes, Clue, Signature } from '../../signature.ts'

const SOURCE = 'https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/'
const EDGE = { server: 'cloudflare', 'cf-ray': '8f00aa11bb22cc33-FRA' }
const RAY = {
  name: 'ray id',
  lookUp: 'Cloudflare dashboard, Security › Events, field Ray ID',
  read: { body: /ray(?: |_)id"?:? ?"?(?:<[^<>]{1,100}> ?){0,2}([0-9a-f]{16})/i },
} as const

/** One of the edge's numbered errors: what its page says besides the number, and why it is given. */
type EdgeError = { code: string; says?: string; causes: Causes; means: string }

const ADDRESS = { 'ip-or-geo-restriction': 0.95 } as const
const HOST = { 'method-or-path': 0.7, 'default-deny': 0.4 } as const

/** Given by rules that the owner of a zone wrote or switched on. */
const OF_RULES: readonly EdgeError[] = [
  {
    code: '1005',
    says: 'has banned the autonomous system number',
    causes: ADDRESS,
    means: "Error 1005: the owner banned this address's network",
  },
  { code: '1006', says: 'has banned your ip address', causes: ADDRESS, means: 'Error 1006: the owner banned this IP address' },
  { code: '1007', causes: ADDRESS, means: 'Error 1007: the owner banned this IP address' },
  { code: '1008', causes: ADDRESS, means: 'Error 1008: the owner banned this IP address' },
  { code: '1106', causes: ADDRESS, means: 'Error 1106: the owner banned this IP address' },
  {
    code: '1009',
    says: 'has banned the country or region your ip address is in',
    causes: ADDRESS,
    means: "Error 1009: the owner banned this address's country",
  },
  {
    code: '1010',
    says: "has banned your access based on your browser's signature",
    causes: { 'bot-challenge': 0.6, 'waf-rule': 0.6 },
    means: "Error 1010: the browser's signature is refused",
  },
  {
    code: '1012',
    says: 'has banned your access based on malicious activity',
    causes: { 'waf-rule': 0.7, 'ip-or-geo-restriction': 0.6 },
    means: "Error 1012: refused for harmful traffic from the client's computer or network",
  },
  { code: '1020', causes: { 'waf-rule': 0.85, 'ip-or-geo-restriction': 0.2 }, means: 'Error 1020: a firewall rule of the zone' },
]

/** Given by the edge itself: host, DNS, plan, hotlinks. */
const OF_THE_EDGE: readonly EdgeError[] = [
  {
    code: '1000',
    says: 'resolving to an ip address that is creating a conflict',
    causes: HOST,
    means: 'Error 1000: the DNS record points back to Cloudflare',
  },
  { code: '1001', causes: HOST, means: 'Error 1001: the host name does not resolve' },
  { code: '1002', causes: HOST, means: 'Error 1002: the DNS record points to an address that is not allowed' },
  {
    code: '1003',
    says: "you've requested an ip address that is part of the cloudflare network",
    causes: { 'method-or-path': 0.85 },
    means: 'Error 1003: asked by address, not by the name of a zone',
  },
  {
    code: '1004',
    causes: { 'default-deny': 0.7, 'method-or-path': 0.5 },
    means: 'Error 1004: this host is not configured to serve web traffic',
  },
  {
    code: '1011',
    says: 'does not allow hotlinking to that resource',
    causes: { 'resource-rule': 0.93 },
    means: 'Error 1011: hotlink protection; the Referer is that of another site',
  },
  { code: '1013', causes: { 'method-or-path': 0.88 }, means: 'Error 1013: Host header and TLS server name differ' },
  {
    code: '1014',
    says: 'cname cross-user banned',
    causes: { tenancy: 0.55, 'default-deny': 0.5, 'method-or-path': 0.4 },
    means: "Error 1014: a CNAME into another account's zone",
  },
  { code: '1016', causes: HOST, means: 'Error 1016: the origin does not resolve' },
  { code: '1018', causes: HOST, means: 'Error 1018: no such host in the account' },
  { code: '1023', causes: HOST, means: 'Error 1023: no such host in the account' },
  { code: '1025', causes: { 'rate-limit': 0.75, 'feature-gate': 0.4 }, means: 'Error 1025: the domain has reached the limits of its plan' },
  { code: '1034', says: 'edge ip restricted', causes: HOST, means: 'Error 1034: the host points to an edge address that it may not use' },
]

/** Given when a Worker could not answer, or was not to be called. */
const OF_WORKERS: readonly EdgeError[] = [
  { code: '1019', causes: { 'server-directive': 0.5 }, means: 'Error 1019: a Worker called itself' },
  { code: '1021', causes: { 'resource-rule': 0.5 }, means: 'Error 1021: the requested host is not allowed' },
  { code: '1027', causes: { 'rate-limit': 0.93 }, means: "Error 1027: the Worker's daily number of requests is used up" },
  {
    code: '1042',
    causes: { 'method-or-path': 0.6, 'server-directive': 0.5 },
    means: 'Error 1042: a Worker called another Worker of its zone',
  },
  { code: '1101', says: 'worker threw exception', causes: { 'server-directive': 0.4 }, means: 'Error 1101: the Worker threw' },
  {
    code: '1102',
    says: 'worker exceeded resource limits',
    causes: { 'rate-limit': 0.5 },
    means: 'Error 1102: the Worker used up its time or memory',
  },
]

/** Every place in which the edge writes the number of an error: plain text, pages of all ages, problem JSON, markdown. */
function cluesOf(errors: readonly EdgeError[]): Clue[] {
  const codes = errors.map(({ code }) => code).join('|')
  return [
    { body: 'error code: 1', match: new RegExp(`error code: (?:${codes})\\b`, 'i') },
    { body: 'cf-error-code', match: new RegExp(`cf-error-code[^0-9]{1,20}(?:${codes})\\b`, 'i') },
    { body: 'cf-error-1', match: new RegExp(`cf-error-(?:${codes})\\b`, 'i') },
    { body: 'error</span> <span>1', match: new RegExp(`<span>(?:${codes})<`) },
    { body: 'error 1', match: new RegExp(`\\berror (?:${codes})(?:$|[^\\w ]| [^(])`, 'i') },
    { body: 'cloudflare_error', match: new RegExp(`error_code"? ?: ?(?:${codes})\\b`, 'i') },
    ...errors.flatMap(({ says }) => (says === undefined ? [] : [{ body: says }])),
  ]
}

/** By number first, then by words: pages of one error mention no other. */
function casesOf(errors: readonly EdgeError[]): Case[] {
  const numbered = errors.map(({ code, causes, means }) => ({
    when: { body: code, match: new RegExp(`(?:error|code)[^0-9]{1,40}${code}\\b`, 'i') },
    causes,
    means,
    rule: [{ says: code }],
  }))
  const worded = errors.flatMap(({ code, says, causes, means }) => {
    return says === undefined ? [] : [{ when: { body: says }, causes, means, rule: [{ says: code }] }]
  })
  return [...numbered, ...worded]
}

const page = (code: string, text: string) =>
  `<!DOCTYPE html><html><head><title>Access denied | shop.example used Cloudflare to restrict access</title></head><body><div id="cf-error-details"><h1><span>Error</span> <span>${code}</span></h1><h2>${text}</h2><p>Cloudflare Ray ID: <strong>8f00aa11bb22cc33</strong></p></div></body></html>`

/** The numbered errors of Cloudflare's edge (1xxx), by who gives them: the zone's rules, the edge, a Worker. */
export const cloudflareErrors: readonly Signature[] = [
  {
    id: 'cloudflare/rule-error',
    product: 'cloudflare',
    layer: 'waf',
    confidence: 0.96,
    any: cluesOf(OF_RULES),
    verdict: 'denied',
    means: 'A firewall rule of this zone at Cloudflare refused',
    causes: { 'waf-rule': 0.85 },
    cases: casesOf(OF_RULES),
    references: [RAY],
    source: SOURCE,
    examples: [
      { status: 403, headers: EDGE, body: 'error code: 1020', cause: 'waf-rule', rule: '1020', verdict: 'denied' },
      { status: 403, headers: EDGE, body: page('1009', 'Access denied: country banned'), cause: 'ip-or-geo-restriction', rule: '1009' },
      {
        status: 403,
        headers: EDGE,
        body: '<h1>Access denied</h1><p>The owner of this website (shop.example) has banned the autonomous system number (ASN) your IP address is in (64500) from accessing this website.</p>',
        cause: 'ip-or-geo-restriction',
        rule: '1005',
      },
      {
        status: 403,
        headers: { ...EDGE, 'content-type': 'application/problem+json' },
        body: '{"type":"https://developers.cloudflare.com/support/","title":"Error 1010: Access denied","status":403,"error_code":1010,"ray_id":"8f00aa11bb22cc33","cloudflare_error":true}',
        cause: 'bot-challenge',
        rule: '1010',
      },
    ],
  },
  {
    id: 'cloudflare/rate-limited-1015',
    product: 'cloudflare',
    layer: 'waf',
    confidence: 0.96,
    any: [
      { body: 'error code: 1015' },
      { body: 'error 1015' },
      { body: '<span>1015<' },
      { body: 'cf-error-code', match: /cf-error-code[^0-9]{1,20}1015\b/i },
      { body: 'cloudflare_error', match: /error_code"? ?: ?1015\b/i },
      { body: 'has banned you temporarily from accessing this website' },
    ],
    verdict: 'rate-limited',
    means: 'A rate limiting rule of this zone at Cloudflare',
    causes: { 'rate-limit': 0.96 },
    rule: [{ says: '1015' }],
    references: [RAY],
    source: SOURCE,
    examples: [
      { status: 429, headers: EDGE, body: 'error code: 1015', cause: 'rate-limit', rule: '1015', verdict: 'rate-limited' },
      { status: 403, headers: EDGE, body: page('1015', 'You are being rate limited'), cause: 'rate-limit', rule: '1015' },
    ],
  },
  {
    id: 'cloudflare/edge-error',
    product: 'cloudflare',
    layer: 'cdn',
    confidence: 0.96,
    any: [...cluesOf(OF_THE_EDGE), { body: 'direct ip access not allowed' }, { body: 'dns points to prohibited ip' }],
    statuses: [400, 403, 409, 429, 530],
    means: "Cloudflare's edge refused before any rule: wrong host, DNS, hotlink or plan",
    causes: HOST,
    cases: casesOf(OF_THE_EDGE),
    references: [RAY],
    source: SOURCE,
    examples: [
      { status: 403, headers: EDGE, body: 'error code: 1003', cause: 'method-or-path', rule: '1003' },
      {
        status: 403,
        headers: EDGE,
        body: '<h1>Error 1011</h1><p>The owner of this website (shop.example) does not allow hotlinking to that resource (/a.png).</p>',
        cause: 'resource-rule',
        rule: '1011',
      },
      { status: 403, headers: EDGE, body: '<title>Error 1014</title><h2>CNAME Cross-User Banned</h2>', rule: '1014' },
    ],
  },
  {
    id: 'cloudflare/worker-error',
    product: 'cloudflare-workers',
    layer: 'application',
    confidence: 0.92,
    statuses: [403, 404, 429, 500, 503],
    any: cluesOf(OF_WORKERS),
    means: 'The Cloudflare Worker of this route did not answer itself; the edge says why not',
    causes: { 'server-directive': 0.5 },
    cases: casesOf(OF_WORKERS),
    references: [RAY],
    source: 'https://developers.cloudflare.com/workers/observability/errors/',
    examples: [
      { status: 429, headers: EDGE, body: 'error code: 1027', cause: 'rate-limit', rule: '1027' },
      { status: 403, headers: EDGE, body: 'error code: 1042', cause: 'method-or-path', rule: '1042' },
    ],
  },
  {
    id: 'cloudflare/worker-sample',
    product: 'cloudflare-workers',
    layer: 'application',
    confidence: 0.72,
    statuses: [403],
    any: [
      { body: 'sorry, you have supplied an invalid key.' },
      { body: 'invalid mac', match: /^Invalid MAC$/ },
      { body: 'url expired at', match: /^URL expired at / },
      { body: 'please use tls version 1.2 or higher.' },
    ],
    means: 'The words of the sample Workers that guard a route by a key or a signed URL',
    causes: { 'invalid-token': 0.85 },
    cases: [{ when: { body: 'tls version' }, causes: { 'server-directive': 0.85 }, means: 'The Worker refuses old TLS versions' }],
    source: 'https://developers.cloudflare.com/workers/examples/signing-requests/',
    examples: [
      { status: 403, headers: EDGE, body: 'Sorry, you have supplied an invalid key.', cause: 'invalid-token' },
      { status: 403, headers: EDGE, body: 'Invalid MAC', cause: 'invalid-token' },
    ],
  },
]
