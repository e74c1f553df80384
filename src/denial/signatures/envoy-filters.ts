import type { Signature } from '../signature.ts'

/** Envoy's own login filters, and the network policies that Cilium keeps by Envoy. */
export const envoyFilters: readonly Signature[] = [
  {
    id: 'envoy/basic-auth',
    product: 'envoy',
    layer: 'proxy',
    confidence: 0.86,
    statuses: [401, 403],
    any: [
      { body: 'user authentication failed. missing username and password' },
      { body: 'user authentication failed. invalid username/password combination' },
      { body: 'client authentication failed.', match: /^Client authentication failed\.\s*$/ },
      { body: 'client authorization failed.', match: /^Client authorization failed\.\s*$/ },
      { body: 'oauth flow failed.' },
    ],
    means: "Envoy's own login filters (basic_auth, api_key_auth, oauth2) did not accept the credentials",
    causes: { 'invalid-token': 0.92 },
    cases: [
      { when: { body: 'client authorization failed' }, causes: { 'insufficient-permissions': 0.85 }, means: 'The API key is known and its client is not allowed here' },
      { when: { body: 'oauth flow failed' }, causes: { 'auth-gateway': 0.82, 'session-state': 0.6 } },
    ],
    source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/api_key_auth_filter',
    examples: [
      { status: 401, headers: { server: 'envoy' }, body: 'User authentication failed. Missing username and password.', cause: 'invalid-token' },
      { status: 403, body: 'Client authorization failed.', cause: 'insufficient-permissions' },
    ],
  },
  {
    id: 'cilium/http-policy',
    product: 'cilium',
    layer: 'mesh',
    confidence: 0.82,
    statuses: [403],
    all: [
      { header: 'server', match: /^envoy$/i },
      { body: 'access denied', match: /^Access denied\s*$/ },
      { header: 'content-length', match: /^15$/ },
    ],
    none: [{ header: 'x-envoy-upstream-service-time' }],
    means: "Cilium's Envoy refused: no HTTP rule of a network policy holds this method and path",
    causes: { 'default-deny': 0.6, 'method-or-path': 0.5, 'acl-misconfigured': 0.4 },
    source: 'https://github.com/cilium/proxy/blob/main/cilium/l7policy.cc',
    examples: [{ status: 403, headers: { server: 'envoy', 'content-type': 'text/plain', 'content-length': '15' }, body: 'Access denied\r\n', cause: 'default-deny' }],
  },
]
