import type { Signature } from '../../signature.ts'

/** Vault, Consul, Nomad. */
export const hashicorp: readonly Signature[] = [
  {
    id: 'vault/denied',
    product: 'vault',
    layer: 'application',
    confidence: 0.88,
    statuses: [400, 403],
    all: [
      {
        json: 'errors[]',
        match:
          /(?:^|\* )permission denied|bad token|(?:namespace|service account name|role) not authorized|missing client token|does not match any associated bound claim|wrapping token is not valid|policy "[^"]{1,80}" evaluation resulted in denial|cannot be used (?:by|in|with) (?:this )?namespace|error validating (?:token|claims)|invalid role name|login denied|mount is restricted|control group/,
      },
    ],
    none: [{ json: 'errors[].message' }, { json: 'message' }],
    verdict: 'denied',
    means: 'Vault: no policy of this token grants the path, or the token is not valid (Vault does not tell which)',
    causes: { 'insufficient-permissions': 0.8, 'invalid-token': 0.5 },
    cases: [
      {
        when: {
          json: 'errors[]',
          match: /invalid token|bad token|missing client token|wrapping token|validating (?:token|claims)|login denied/i,
        },
        causes: { 'invalid-token': 0.95 },
      },
      {
        when: {
          json: 'errors[]',
          match: /service account name not authorized|namespace not authorized|role not authorized|bound claim|invalid role name/i,
        },
        causes: { 'role-misassignment': 0.6, 'insufficient-permissions': 0.75 },
        means: 'The login does not fit what the role of the auth method is bound to',
      },
      {
        when: { json: 'errors[]', has: 'resulted in denial' },
        causes: { 'resource-rule': 0.85, 'acl-misconfigured': 0.3 },
        means: 'A Sentinel policy denied it',
      },
    ],
    rule: [{ json: 'errors[]', match: /policy "([^"]{1,80})" evaluation/ }],
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
      { body: 'rpc error making call: acl not found' },
      { body: 'acl not found', match: /^ACL not found\s*$/ },
      { body: 'acl support disabled' },
      { body: 'permission denied: ', match: /^Permission denied: .{0,160}lacks permission '/ },
      { header: 'x-consul-effective-consistency' },
      { header: 'x-consul-index' },
      { header: 'x-consul-default-acl-policy' },
    ],
    means: "Consul's ACL: the token lacks the named permission",
    causes: { 'insufficient-permissions': 0.9 },
    cases: [
      { when: { body: 'acl not found' }, causes: { 'invalid-token': 0.95 } },
      { when: { body: 'acl support disabled' }, causes: { 'feature-gate': 0.6, 'server-directive': 0.6 } },
    ],
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
    any: [
      { body: 'acl token not found', match: /^ACL token not found\s*$/ },
      { body: 'acl token expired', match: /^ACL token expired\s*$/ },
      { body: 'rpc error: acl token' },
      { header: 'x-nomad-index' },
      { header: 'x-nomad-knownleader' },
    ],
    means: 'Nomad does not know this ACL token',
    causes: { 'invalid-token': 0.85 },
    cases: [{ when: { body: 'permission denied' }, causes: { 'insufficient-permissions': 0.85 } }],
    source: 'https://developer.hashicorp.com/nomad/docs/secure/acl',
    examples: [{ status: 403, body: 'ACL token not found', cause: 'invalid-token' }],
  },
]
