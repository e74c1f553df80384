import { askEngine } from '../ask-engine.ts'
import { type JsonRecord, listAt, memberAt, numberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogSaid, LogText } from '../log-format.ts'

function read({ record }: LogText): LogFacts | undefined {
  if (!record || textAt(record, 'kind') !== 'Event' || !textAt(record, 'apiVersion')?.startsWith('audit.k8s.io/')) return undefined
  const isForbidden = textAt(record, 'annotations.authorization.k8s.io/decision') === 'forbid'
  const status = numberAt(record, 'responseStatus.code') ?? (isForbidden ? 403 : undefined)
  const source = listAt(record, 'sourceIPs')[0]
  const isRefused = isForbidden || status === 401 || status === 403
  return {
    when: textAt(record, 'requestReceivedTimestamp', 'stageTimestamp'),
    method: textAt(record, 'verb'),
    path: textAt(record, 'requestURI'),
    ...(typeof source === 'string' ? { client: source } : {}),
    user: textAt(record, 'user.username'),
    ...(status === undefined ? {} : { status }),
    answeredBy: 'writer',
    ...(isRefused ? { said: reasonOf(record, status ?? 403) } : {}),
    references: [
      {
        name: 'audit-id',
        value: textAt(record, 'auditID'),
        lookUp: 'Kubernetes audit log, field auditID; the audit-id header of the answer',
      },
    ],
  }
}

/** The message of the status says it best; without one, the event names user, verb and resource itself. */
function reasonOf(record: JsonRecord, status: number): LogSaid {
  const message = textAt(record, 'responseStatus.message', 'responseObject.message')
  const reason = textAt(record, 'responseStatus.reason') ?? ''
  const answer = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code: status }
  const said = message === undefined ? undefined : askEngine({ status, words: message, body: JSON.stringify(answer) })
  const why = textAt(record, 'annotations.authorization.k8s.io/reason')
  return {
    means:
      said?.means ??
      (status === 401 ? 'The API server did not accept the token or certificate' : 'No role binding grants this verb to this user'),
    causes: said?.causes ?? (status === 401 ? { 'invalid-token': 0.9 } : { 'insufficient-permissions': 0.85, 'default-deny': 0.4 }),
    rule: said?.rule ?? what(record),
    text: [message ?? (reason || 'forbid'), why].filter(Boolean).join('; '),
    verdict: status === 401 ? 'not-authenticated' : 'denied',
    ...(said?.product && said.layer ? { product: said.product, layer: said.layer } : {}),
    confidence: 0.97,
  }
}

function what(record: JsonRecord): string {
  const namespace = textAt(record, 'objectRef.namespace')
  const resource = [textAt(record, 'objectRef.resource'), textAt(record, 'objectRef.subresource')].filter(Boolean).join('/')
  const target = memberAt(record, 'objectRef') === undefined ? textAt(record, 'requestURI') : resource
  return [textAt(record, 'verb'), target, namespace].filter(Boolean).join(' ')
}

const event = (members: object) =>
  JSON.stringify({
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: '6e1470e8-07c7-4314-a4b3-44096001b90d',
    stage: 'ResponseComplete',
    requestURI: '/api/v1/namespaces/shop/secrets?limit=500',
    verb: 'list',
    user: { username: 'jane', groups: ['system:authenticated'] },
    sourceIPs: ['203.0.113.9'],
    objectRef: { resource: 'secrets', namespace: 'shop', apiVersion: 'v1' },
    requestReceivedTimestamp: '2026-01-02T12:00:00.664633Z',
    ...members,
  })
const FORBIDDEN = { 'authorization.k8s.io/decision': 'forbid', 'authorization.k8s.io/reason': '' }

/** The audit log of the Kubernetes API server. */
export const kubernetesAudit: LogFormat = {
  id: 'kubernetes-audit',
  product: 'kubernetes',
  layer: 'orchestrator',
  source: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/',
  read,
  examples: [
    {
      line: event({
        responseStatus: {
          metadata: {},
          status: 'Failure',
          message: 'secrets is forbidden: User "jane" cannot list resource "secrets" in API group "" in the namespace "shop"',
          reason: 'Forbidden',
          code: 403,
        },
        annotations: FORBIDDEN,
      }),
      cause: 'insufficient-permissions',
      rule: 'list secrets shop',
      layer: 'orchestrator',
      client: '203.0.113.9',
      iso: '2026-01-02T12:00:00.664Z',
      reference: '6e1470e8-07c7-4314-a4b3-44096001b90d',
      verdict: 'denied',
    },
    {
      line: event({ responseStatus: { metadata: {}, status: 'Failure', reason: 'Forbidden', code: 403 }, annotations: FORBIDDEN }),
      cause: 'insufficient-permissions',
      rule: 'list secrets shop',
    },
    {
      line: event({ responseStatus: { metadata: {}, status: 'Failure', message: 'Unauthorized', reason: 'Unauthorized', code: 401 } }),
      cause: 'invalid-token',
      verdict: 'not-authenticated',
    },
    {
      line: event({
        verb: 'create',
        responseStatus: {
          status: 'Failure',
          message: 'admission webhook "validation.gatekeeper.sh" denied the request: [need-owner] you must provide labels',
          code: 403,
        },
        annotations: { 'authorization.k8s.io/decision': 'allow' },
      }),
      product: 'gatekeeper',
      cause: 'resource-rule',
      rule: 'need-owner',
    },
    {
      line: event({ responseStatus: { metadata: {}, code: 200 }, annotations: { 'authorization.k8s.io/decision': 'allow' } }),
      verdict: 'allowed',
      denial: null,
    },
  ],
}
