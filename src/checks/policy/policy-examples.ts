import type { Exchange } from '../../exchange.ts'
import type { Check } from '../check.ts'
import type { PolicyFinding, PolicyInput } from './policy-finding.ts'

const IDENTITIES = [
  { name: 'member', role: 'member', kind: 'bearer' as const, attributes: { user: 'ann' } },
  { name: 'admin', role: 'admin', kind: 'bearer' as const, attributes: { user: 'root' } },
]

function answered(as: string, status: number): Exchange {
  return { as, request: { method: 'GET', url: 'https://api.test/orders', headers: {} }, response: { status, headers: {}, body: '' } }
}

const OPA = 'https://opa.test/v1/data/http/authz/allow'
const sources = { policy: [{ opa: { url: OPA, input: { user: '{{ identity.attributes.user }}', path: '{{ incident.segments }}' } } }] }
const SELF_REVIEWS = 'https://k8s.test/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'

/** Run as tests: what the check finds for what engines answer. */
export const POLICY_EXAMPLES: Check<typeof PolicyInput, typeof PolicyFinding>['examples'] = [
  {
    name: 'no policy engine is configured',
    input: {},
    finding: { configured: false, seen: false, asked: 0, decisions: [], allowed: false, denied: false, contradiction: false, unseen: [] },
  },
  {
    name: 'a rule denies, and the live request is refused',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    sources,
    exchanges: [answered('member', 403)],
    answers: { [OPA]: { status: 200, body: '{"result":{"allow":false,"deny":["orders are frozen"]}}' } },
    finding: { denied: true, explicitDeny: true, defaultDeny: false, reason: 'orders are frozen', liveRefused: true, contradiction: false },
  },
  {
    name: 'nothing grants it: the document is undefined',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    sources,
    exchanges: [answered('member', 403)],
    answers: { [OPA]: { status: 200, body: '{}' } },
    finding: { denied: true, explicitDeny: false, defaultDeny: true, engine: 'opa', complete: true },
  },
  {
    name: 'the policy allows what is refused live, so the refusal comes from elsewhere',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    sources,
    exchanges: [answered('member', 403)],
    answers: { [OPA]: { status: 200, body: '{"result":true}' } },
    finding: { allowed: true, denied: false, contradiction: true, contradictionKind: 'allowed-but-refused' },
  },
  {
    name: 'who passes live is allowed by the policy, too',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    sources,
    exchanges: [answered('member', 403), answered('admin', 200)],
    answers: {
      [OPA]: [
        { status: 200, body: '{"result":{"allow":false,"reason":"members may not"}}' },
        { status: 200, body: '{"result":{"allow":true}}' },
      ],
    },
    finding: { denied: true, otherAs: 'admin', reason: 'members may not' },
  },
  {
    name: 'Kubernetes: no RBAC rule, asked as the identity itself',
    input: {},
    request: { url: 'https://k8s.test/api/v1/namespaces/shop/pods/web-0/log' },
    subject: 'member',
    identities: IDENTITIES,
    credentials: { member: { bearer: 'token-of-ann' } },
    sources: { policy: [{ kubernetes: { url: 'https://k8s.test' } }] },
    answers: { [SELF_REVIEWS]: { status: 201, body: '{"kind":"SelfSubjectAccessReview","status":{"allowed":false}}' } },
    finding: { defaultDeny: true, reason: 'no RBAC policy matched: get pods/log "web-0" in namespace "shop"', engine: 'kubernetes' },
  },
  {
    name: 'an engine that is down is told, the other one decides',
    input: {},
    subject: 'member',
    identities: IDENTITIES,
    sources: { policy: [{ name: 'edge', opa: { url: 'https://down.test/v1/data/x', input: {} } }, ...sources.policy] },
    exchanges: [answered('member', 403)],
    answers: { 'https://down.test/v1/data/x': { failure: 'timeout' }, [OPA]: { status: 200, body: '{"result":true}' } },
    finding: {
      allowed: true,
      complete: false,
      contradiction: false,
      unseen: [{ source: 'edge', why: 'the source did not answer (timeout)' }],
    },
  },
]
