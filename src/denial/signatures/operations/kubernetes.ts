import type { Signature } from '../../signature.ts'

const status = (message: string, more = '') =>
  `{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":${JSON.stringify(message)},"reason":"Forbidden",${more}"code":403}`

/** The Kubernetes API server, its admission, and what stands around it. */
export const kubernetes: readonly Signature[] = [
  {
    id: 'kubernetes/gatekeeper',
    product: 'gatekeeper',
    layer: 'orchestrator',
    confidence: 0.95,
    any: [
      { body: 'validation.gatekeeper.sh' },
      { body: 'admission webhook', match: /admission webhook \\?"[^"\\]{0,80}gatekeeper/i },
      { body: '[denied by ', match: /\[denied by [\w.-]{3,80}\]/ },
    ],
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
    none: [{ body: 'gatekeeper.sh' }, { body: 'kyverno' }, { body: '[denied by ' }, { body: '.kubewarden.' }],
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
        verdict: 'denied',
        means: 'An admission webhook denied the object',
      },
      {
        when: { json: 'message', has: 'failed calling webhook' },
        causes: { 'upstream-denied': 0.5, 'resource-rule': 0.5 },
        means: 'An admission webhook could not be asked, and its failure policy denies then',
      },
      {
        when: { json: 'message', match: /PodSecurityPolicy|unable to admit pod|pod security policy/i },
        causes: { 'resource-rule': 0.85 },
        means: 'No pod security policy admits this pod',
      },
      {
        when: {
          json: 'message',
          match: /failed quota|must specify (?:limits|requests)|(?:maximum|minimum) (?:cpu|memory|storage)[^,]{0,60} is /i,
        },
        causes: { 'resource-rule': 0.85 },
        means: 'A ResourceQuota or LimitRange of the namespace wants other limits',
      },
      {
        when: { json: 'message', has: 'attempting to grant rbac permissions not currently held' },
        causes: { 'insufficient-permissions': 0.92 },
        means: 'Nobody may grant what they do not hold (escalation prevention)',
      },
      {
        when: { json: 'message', has: 'error looking up service account' },
        causes: { 'resource-rule': 0.85 },
        means: 'The service account that the pod names does not exist',
      },
      {
        when: { json: 'message', has: 'validatingadmissionpolicy' },
        causes: { 'resource-rule': 0.85 },
        verdict: 'denied',
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
      { json: 'message', match: /cannot (\S{2,20}) path "([^"]{1,200})"/i, as: '$1 $2' },
      { json: 'message', match: /(PodSecurityPolicy)/i },
      { json: 'message', match: /failed quota: ([\w.-]{1,80})/i },
      { json: 'message', match: /(?:policy|webhook) '([\w.-]{2,80})' with binding/i },
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
    id: 'kubernetes/kubewarden',
    product: 'kubewarden',
    layer: 'orchestrator',
    confidence: 0.95,
    statuses: [400, 403, 422],
    any: [{ body: '.kubewarden.admission' }, { body: '.kubewarden.', match: /admission webhook \\?"[^"\\]{0,120}kubewarden/ }],
    verdict: 'denied',
    means: 'A policy of Kubewarden denied this object on admission',
    causes: { 'resource-rule': 0.85 },
    rule: [{ body: /admission webhook \\?"([\w.-]{3,120})/i }],
    source: 'https://docs.kubewarden.io/',
    examples: [
      {
        status: 400,
        body: status('admission webhook "clusterwide-owner.kubewarden.admission" denied the request: no owner'),
        cause: 'resource-rule',
        rule: 'clusterwide-owner.kubewarden.admission',
        verdict: 'denied',
      },
    ],
  },
  {
    id: 'kubernetes/openshift-scc',
    product: 'openshift',
    layer: 'orchestrator',
    confidence: 0.97,
    any: [
      { json: 'message', has: 'security context constraint' },
      { json: 'message', match: /\.(?:\w{2,20}\.)?openshift\.io is forbidden|in project "[^"]{1,80}"|openshift\.io" (?:at|in) / },
      { header: 'server', has: 'openshift' },
      { json: 'details.group', has: 'openshift.io' },
    ],
    all: [{ json: 'kind', is: 'status' }],
    means: 'The API of OpenShift refused',
    causes: { 'insufficient-permissions': 0.85, 'default-deny': 0.3 },
    cases: [
      {
        when: { json: 'message', has: 'security context constraint' },
        causes: { 'resource-rule': 0.8, 'insufficient-permissions': 0.5 },
        means: 'No security context constraint that the service account may use admits this pod',
      },
      { when: { json: 'message', has: 'system:anonymous' }, causes: { 'invalid-token': 0.7, 'insufficient-permissions': 0.55 } },
    ],
    rule: [
      { json: 'message', match: /(unable to validate against any security context constraint)/i },
      {
        json: 'message',
        match: /cannot (\S{2,20}) resource "([^"]{2,80})"(?: in API group "([^"]{0,80})")?(?: in the namespace "([^"]{1,80})")?/i,
        as: '$1 $2 $3 $4',
      },
      { json: 'message', match: /cannot (\S{2,20}) (\S{2,60}) in project "([^"]{1,80})"/i, as: '$1 $2 $3' },
    ],
    source:
      'https://docs.redhat.com/en/documentation/openshift_container_platform/4.17/html/authentication_and_authorization/managing-pod-security-policies',
    examples: [
      {
        status: 403,
        body: status(
          'pods "web" is forbidden: unable to validate against any security context constraint: [provider restricted: .spec.securityContext.fsGroup: Invalid value]',
        ),
        cause: 'resource-rule',
        rule: 'unable to validate against any security context constraint',
      },
      {
        status: 403,
        body: status('User "ann" cannot list builds in project "shop"'),
        cause: 'insufficient-permissions',
        rule: 'list builds shop',
      },
    ],
  },
  {
    id: 'kubernetes/text',
    product: 'kubernetes',
    layer: 'orchestrator',
    confidence: 0.86,
    any: [
      { body: 'forbidden: user ', match: /^\s*(?:\w{2,60}(?:\.[\w.]{2,60})? is )?[Ff]orbidden: User "[^"]{1,120}" cannot \w{2,20} / },
      { header: 'audit-id' },
      { header: 'x-kubernetes-pf-flowschema-uid' },
    ],
    none: [{ json: 'kind' }],
    means: 'The Kubernetes API server refused, in plain text or with its own headers',
    causes: { 'insufficient-permissions': 0.75, 'default-deny': 0.3 },
    cases: [{ when: { body: 'system:anonymous' }, causes: { 'invalid-token': 0.7, 'insufficient-permissions': 0.55 } }],
    rule: [
      { body: /cannot (\S{2,20}) path "([^"]{1,200})"/i, as: '$1 $2' },
      {
        body: /cannot (\S{2,20}) resource "([^"]{2,80})"(?: in API group "([^"]{0,80})")?(?: in the namespace "([^"]{1,80})")?/i,
        as: '$1 $2 $3 $4',
      },
    ],
    source: 'https://kubernetes.io/docs/reference/access-authn-authz/authorization/',
    examples: [{ status: 403, body: 'forbidden: User "system:anonymous" cannot get path "/"', cause: 'invalid-token', rule: 'get /' }],
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
