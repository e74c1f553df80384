import type { Signature } from '../signature.ts'

const status = (message: string, more = '') =>
  `{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":${JSON.stringify(message)},"reason":"Forbidden",${more}"code":403}`

/** The Kubernetes API server, its admission, and what stands around it. */
export const kubernetes: readonly Signature[] = [
  {
    id: 'kubernetes/gatekeeper',
    product: 'gatekeeper',
    layer: 'orchestrator',
    confidence: 0.95,
    any: [{ body: 'validation.gatekeeper.sh' }, { body: 'admission webhook', match: /admission webhook \\?"[^"\\]{0,80}gatekeeper/i }],
    means: 'A constraint of OPA Gatekeeper denied this object on admission',
    causes: { 'resource-rule': 0.7, 'acl-misconfigured': 0.4 },
    rule: [{ body: /denied the request: \[([\w.-]+)\]/i }, { body: /\[denied by ([\w.-]+)\]/i }, { body: /webhook \\?"([\w.-]+)/i }],
    source: 'https://open-policy-agent.github.io/gatekeeper/website/docs/howto',
    examples: [
      {
        status: 403,
        body: status('admission webhook "validation.gatekeeper.sh" denied the request: [need-owner] you must provide labels: {"owner"}'),
        cause: 'resource-rule',
        rule: 'need-owner',
      },
    ],
  },
  {
    id: 'kubernetes/kyverno',
    product: 'kyverno',
    layer: 'orchestrator',
    confidence: 0.95,
    statuses: [400, 403],
    any: [{ body: '.kyverno.svc' }, { body: 'kyverno', match: /admission webhook|policy/i }],
    all: [{ body: 'denied the request' }],
    means: 'A Kyverno policy denied this object on admission',
    causes: { 'resource-rule': 0.7, 'acl-misconfigured': 0.4 },
    rule: [
      { json: 'message', match: /due to the following policies\s+([\w.-]+):\s+([\w.-]+):/i, as: '$1/$2' },
      { body: /following policies(?:\\n|\s)+([\w.-]+):(?:\\n|\s)+([\w.-]+):/i, as: '$1/$2' },
      { body: /policy ([\w./-]+)/i },
    ],
    source: 'https://kyverno.io/docs/policy-types/cluster-policy/validate/',
    examples: [
      {
        status: 400,
        body: status(
          'admission webhook "validate.kyverno.svc-fail" denied the request: \n\nresource Pod/shop/web was blocked due to the following policies \n\ndisallow-latest:\n  require-tag: \'validation error: a tag is required\'',
          '',
        ).replace('403', '400'),
        cause: 'resource-rule',
        rule: 'disallow-latest/require-tag',
        verdict: 'denied',
      },
    ],
  },
  {
    id: 'kubernetes/status',
    product: 'kubernetes',
    layer: 'orchestrator',
    confidence: 0.95,
    all: [
      { json: 'kind', is: 'status' },
      { json: 'apiversion', is: 'v1' },
    ],
    none: [{ body: 'gatekeeper.sh' }, { body: 'kyverno' }],
    means: 'The Kubernetes API server refused; its Status names the user, verb and resource',
    causes: { 'insufficient-permissions': 0.8, 'default-deny': 0.4 },
    cases: [
      {
        when: { json: 'message', has: 'violates podsecurity' },
        causes: { 'resource-rule': 0.85 },
        means: "The namespace's Pod Security level forbids this pod",
      },
      {
        when: { json: 'message', has: 'exceeded quota' },
        causes: { 'rate-limit': 0.5, 'resource-rule': 0.6 },
        verdict: 'denied',
        means: "The namespace's ResourceQuota is used up",
      },
      {
        when: { json: 'message', has: 'denied the request' },
        causes: { 'resource-rule': 0.85, 'acl-misconfigured': 0.3 },
        means: 'An admission webhook denied the object',
      },
      {
        when: { json: 'message', has: 'validatingadmissionpolicy' },
        causes: { 'resource-rule': 0.85 },
        means: 'A ValidatingAdmissionPolicy denied the object',
      },
      {
        when: { json: 'message', has: 'unable to create new content in namespace' },
        causes: { 'resource-rule': 0.85 },
        means: 'The namespace is being deleted',
      },
      {
        when: { json: 'message', has: 'system:anonymous' },
        causes: { 'invalid-token': 0.7, 'insufficient-permissions': 0.55 },
        means: 'No credentials were recognised: the API server saw system:anonymous',
      },
      {
        when: { json: 'message', has: 'no rbac policy matched' },
        causes: { 'insufficient-permissions': 0.75, 'default-deny': 0.6 },
        means: 'No role binding grants this verb',
      },
      {
        when: { json: 'reason', is: 'unauthorized' },
        causes: { 'invalid-token': 0.9 },
        means: 'The API server did not accept the token or certificate',
      },
    ],
    rule: [
      {
        json: 'message',
        match: /cannot (\S+) resource "([^"]+)"(?: in API group "([^"]*)")?(?: in the namespace "([^"]+)")?/i,
        as: '$1 $2 $3 $4',
      },
      { json: 'message', match: /cannot (\S+) path "([^"]+)"/i, as: '$1 $2' },
      { json: 'message', match: /violates (PodSecurity "[^"]+")/i },
      { json: 'message', match: /exceeded quota: ([\w.-]+)/i },
      { json: 'message', match: /admission webhook "([^"]+)"/i },
      { json: 'message', match: /ValidatingAdmissionPolicy '([^']+)'/i },
      { json: 'message', match: /cannot (\S+) (\S+) (?:in the namespace|at the cluster)/i, as: '$1 $2' },
    ],
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/authorization/',
    examples: [
      {
        status: 403,
        body: status(
          'orders.apps is forbidden: User "system:serviceaccount:shop:ci" cannot list resource "orders" in API group "apps" in the namespace "shop"',
        ),
        cause: 'insufficient-permissions',
        rule: 'list orders apps shop',
      },
      { status: 403, body: status('forbidden: User "system:anonymous" cannot get path "/api"'), cause: 'invalid-token', rule: 'get /api' },
      {
        status: 403,
        body: status('pods "web" is forbidden: violates PodSecurity "restricted:latest": privileged'),
        cause: 'resource-rule',
        rule: 'PodSecurity "restricted:latest"',
      },
    ],
  },
  {
    id: 'kubernetes/node-proxy',
    product: 'kubernetes',
    layer: 'orchestrator',
    confidence: 0.85,
    any: [{ body: 'forbidden (user=', match: /verb=\w+, resource=/i }],
    means: 'The kubelet or API server refused this user, verb and resource',
    causes: { 'insufficient-permissions': 0.85 },
    rule: [
      { body: /verb=(\w+), resource=(\w+), subresource=\[?"?(\w*)/i, as: '$1 $2/$3' },
      { body: /verb=(\w+), resource=(\w+)/i, as: '$1 $2' },
    ],
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/',
    examples: [
      { status: 403, body: 'Forbidden (user=system:anonymous, verb=get, resource=nodes, subresource=metrics)', rule: 'get nodes/metrics' },
    ],
  },
  {
    id: 'kubernetes/kube-rbac-proxy',
    product: 'kube-rbac-proxy',
    layer: 'auth-proxy',
    confidence: 0.88,
    statuses: [401, 403],
    all: [{ body: 'forbidden (user=' }],
    none: [{ body: 'subresource=metrics' }, { body: 'subresource=proxy' }, { body: 'resource=nodes' }],
    means: 'kube-rbac-proxy asked Kubernetes, which does not grant this to the caller',
    causes: { 'insufficient-permissions': 0.85, 'auth-gateway': 0.4 },
    rule: [{ body: /verb=(\w+), resource=([^,)]*), subresource=([^,)]*)/i, as: '$1 $2/$3' }],
    source: 'https://github.com/brancz/kube-rbac-proxy/blob/master/pkg/filters/auth.go',
    examples: [
      {
        status: 403,
        body: 'Forbidden (user=system:serviceaccount:shop:prom, verb=get, resource=services, subresource=[metrics])',
        cause: 'insufficient-permissions',
      },
    ],
  },
  {
    id: 'kubernetes/docker-engine',
    product: 'docker-engine',
    layer: 'orchestrator',
    confidence: 0.85,
    any: [
      { json: 'message', has: 'authorization denied by plugin' },
      { body: 'authorization denied by plugin' },
      { json: 'message', has: 'endpoint with name' },
      { header: 'server', has: 'docker/' },
    ],
    all: [{ json: 'message' }],
    means: 'The Docker Engine or its authorization plugin refused',
    causes: { 'insufficient-permissions': 0.6, 'resource-rule': 0.5 },
    cases: [
      {
        when: { json: 'message', has: 'denied by plugin' },
        causes: { 'resource-rule': 0.8, 'insufficient-permissions': 0.5, 'default-deny': 0.3 },
        means: 'An authorization plugin of the engine denied this call',
      },
    ],
    rule: [{ json: 'message', match: /denied by plugin ([\w./-]+(?::[\w.-]+)?)/i }],
    source: 'https://docs.docker.com/engine/extend/plugins_authorization/',
    examples: [
      {
        status: 403,
        body: '{"message":"authorization denied by plugin opa: request rejected"}',
        cause: 'resource-rule',
        rule: 'opa',
      },
    ],
  },
]
