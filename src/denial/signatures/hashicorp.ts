import type { Signature } from '../signature.ts'

/** Vault, Consul, Nomad. */
export const hashicorp: readonly Signature[] = [
  {
    id: 'vault/denied',
    product: 'vault',
    layer: 'application',
    confidence: 0.88,
    statuses: [400, 403],
    all: [{ json: 'errors[]', match: /permission denied|invalid token|bad token|namespace not authorized/i }],
    none: [{ json: 'errors[].message' }, { json: 'message' }],
    verdict: 'denied',
    means: 'Vault: no policy of this token grants the path, or the token is not valid (Vault does not tell which)',
    causes: { 'insufficient-permissions': 0.8, 'invalid-token': 0.5 },
    cases: [{ when: { json: 'errors[]', match: /invalid token|bad token/i }, causes: { 'invalid-token': 0.95 } }],
    source: 'https://developer.hashicorp.com/vault/docs/concepts/policies',
    examples: [
      {
        status: 403,
        url: 'https://vault.example/v1/secret/data/shop',
        body: '{"errors":["1 error occurred:\\n\\t* permission denied\\n\\n"]}',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'consul/acl',
    product: 'consul',
    layer: 'application',
    confidence: 0.93,
    any: [
      { body: 'permission denied: token with accessorid' },
      { body: 'permission denied: anonymous token lacks permission' },
      { body: 'rpc error making call: permission denied' },
      { header: 'x-consul-effective-consistency' },
    ],
    means: "Consul's ACL: the token lacks the named permission",
    causes: { 'insufficient-permissions': 0.9 },
    cases: [{ when: { body: 'acl not found' }, causes: { 'invalid-token': 0.95 } }],
    rule: [{ body: /lacks permission '([\w:]{3,60})'/i }],
    source: 'https://developer.hashicorp.com/consul/docs/secure/acl',
    examples: [
      {
        status: 403,
        body: 'Permission denied: anonymous token lacks permission \'key:read\' on "shop/flags"',
        cause: 'insufficient-permissions',
        rule: 'key:read',
      },
    ],
  },
  {
    id: 'nomad/acl',
    product: 'nomad',
    layer: 'application',
    confidence: 0.75,
    any: [{ body: 'acl token not found', match: /^ACL token not found\s*$/ }, { header: 'x-nomad-index' }],
    means: 'Nomad does not know this ACL token',
    causes: { 'invalid-token': 0.85 },
    cases: [{ when: { body: 'permission denied' }, causes: { 'insufficient-permissions': 0.85 } }],
    source: 'https://developer.hashicorp.com/nomad/docs/secure/acl',
    examples: [{ status: 403, body: 'ACL token not found', cause: 'invalid-token' }],
  },
]
