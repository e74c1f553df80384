import type { Signature } from '../signature.ts'

const KONG = { server: 'kong/3.9.0', 'x-kong-request-id': '0123456789abcdef0123456789abcdef' }

/** Kong answers by its plugins; `server: kong` stands only on answers that it made itself. */
export const kong: readonly Signature[] = [
  {
    id: 'kong/plugin',
    product: 'kong',
    layer: 'api-gateway',
    confidence: 0.94,
    statuses: [400, 401, 403, 405, 413, 429],
    any: [
      { header: 'server', has: 'kong/', match: /^kong\//i },
      { json: 'message', is: 'you cannot consume this service' },
      { json: 'message', is: 'no api key found in request' },
      { json: 'message', is: 'invalid authentication credentials' },
      { json: 'message', has: 'ip address not allowed: ' },
      { json: 'message', is: "no mandatory 'iss' in claims" },
      { json: 'message', is: "no credentials found for given 'iss'" },
      { header: 'x-kong-response-latency' },
    ],
    none: [{ header: 'x-kong-upstream-latency' }],
    means: 'A plugin of Kong refused; the service behind it was not asked',
    causes: { 'insufficient-permissions': 0.35, 'auth-gateway': 0.35, 'server-directive': 0.2 },
    cases: [
      {
        when: { json: 'message', has: 'cannot consume this service' },
        causes: { 'insufficient-permissions': 0.85, 'acl-misconfigured': 0.5 },
        means: "Kong's acl plugin: the consumer is in no group that is allowed",
        rule: [{ says: 'acl' }],
      },
      {
        when: { json: 'message', has: 'ip address not allowed' },
        causes: { 'ip-or-geo-restriction': 0.95 },
        means: "Kong's ip-restriction plugin",
        rule: [{ says: 'ip-restriction' }],
      },
      {
        when: { json: 'message', has: 'no api key found' },
        causes: { 'invalid-token': 0.9 },
        means: "Kong's key-auth plugin saw no key",
        rule: [{ says: 'key-auth' }],
      },
      {
        when: { json: 'message', has: 'rate limit exceeded' },
        causes: { 'rate-limit': 0.95 },
        verdict: 'rate-limited',
        means: "Kong's rate-limiting plugin",
        rule: [{ says: 'rate-limiting' }],
      },
      { when: { json: 'message', has: 'invalid authentication credentials' }, causes: { 'invalid-token': 0.9 } },
      {
        when: { json: 'message', match: /claims|token|signature|hmac/i },
        causes: { 'invalid-token': 0.9 },
        means: 'A token plugin of Kong did not accept the token',
      },
      { when: { json: 'message', has: 'unauthorized' }, causes: { 'invalid-token': 0.85 } },
      { when: { body: '<p>forbidden.</p>' }, causes: { 'bot-challenge': 0.5, 'insufficient-permissions': 0.3 } },
    ],
    references: [{ name: 'request_id', lookUp: 'Kong access log, field request_id', read: { json: 'request_id' } }],
    source: 'https://developer.konghq.com/plugins/',
    examples: [
      { status: 403, headers: KONG, body: '{"message":"You cannot consume this service"}', cause: 'insufficient-permissions', rule: 'acl' },
      {
        status: 403,
        headers: KONG,
        body: '{"message":"IP address not allowed: 192.0.2.44"}',
        cause: 'ip-or-geo-restriction',
        rule: 'ip-restriction',
      },
      {
        status: 401,
        headers: KONG,
        body: '{"message":"No API key found in request"}',
        cause: 'invalid-token',
        rule: 'key-auth',
        verdict: 'not-authenticated',
      },
      { status: 429, headers: KONG, body: '{"message":"API rate limit exceeded"}', cause: 'rate-limit', verdict: 'rate-limited' },
    ],
  },
]
