import { type JsonRecord, numberAt, textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogText } from '../log-format.ts'
import { readRequestLine } from '../read-request-line.ts'
import { recordFacts } from '../record-facts.ts'
import { findEnvoyReason } from './envoy-reasons.ts'

const FLAGS = /^(?:-|[A-Z][A-Za-z]{1,12}(?:,[A-Z][A-Za-z]{1,12}){0,8})$/
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const ISO = /^\d{4}-\d\d-\d\dT/
const ISTIO_CLUSTER = /^(?:inbound|outbound)\|\d{1,5}\|/
const REQUEST_ID_LOG = 'Envoy access log, %REQ(X-REQUEST-ID)%; the same x-request-id in the application log'

/** What both forms hold in the end. */
type Parts = { facts: LogFacts; status: number; flags: string; details: string; istio: boolean }

function judge({ facts, status, flags, details, istio }: Parts): LogFacts {
  const said = findEnvoyReason({ status, flags, details })
  const isBehind = details !== '' && 'via_upstream'.startsWith(details)
  return {
    ...facts,
    ...(status > 0 ? { status } : {}),
    ...(istio ? { writer: { layer: 'mesh', product: 'istio' } } : {}),
    ...(said ? { said } : {}),
    ...(isBehind ? { answeredBy: 'upstream' } : details === '' && flags === '-' ? {} : { answeredBy: 'writer' }),
  }
}

/**
 * Text: `[time] "request" status flags`, then (since Istio 1.8 and Envoy 1.27 by default) response code details; the
 * request id is the field that is a UUID.
 */
function readText({ text, split }: LogText): LogFacts | undefined {
  if (!text.startsWith('[') || !ISO.test(text.slice(1, 12))) return undefined
  const [time, request, status, flags, ...after] = split()
  if (request?.quote !== '"' || !/^\d{1,3}$/.test(status?.text ?? '') || !FLAGS.test(flags?.text ?? '')) return undefined
  const details = after[0]?.quote === '' && !/^\d{1,20}$/.test(after[0].text) ? after[0].text : ''
  const id = after.find(({ quote, text: each }) => quote === '"' && UUID.test(each))
  const at = id ? after.indexOf(id) : -1
  return judge({
    facts: {
      when: time?.text,
      ...readRequestLine(request.text),
      ...(at > 0 ? { host: after[at + 1]?.text, client: firstAddress(after[at - 2]?.text) } : {}),
      references: [{ name: 'x-request-id', value: id?.text, lookUp: REQUEST_ID_LOG }],
    },
    status: Number(status?.text),
    flags: flags?.text ?? '-',
    details: details === '-' ? '' : details,
    istio: after.some(({ text: each }) => ISTIO_CLUSTER.test(each)),
  })
}

function readJson(record: JsonRecord): LogFacts | undefined {
  const flags = textAt(record, 'response_flags', 'responseFlags') ?? (record.response_flags === '-' ? '-' : undefined)
  const details = textAt(record, 'response_code_details', 'responseCodeDetails') ?? ''
  if (flags === undefined && details === '') return undefined
  const cluster = textAt(record, 'upstream_cluster') ?? ''
  return judge({
    facts: {
      ...recordFacts(record),
      client: firstAddress(textAt(record, 'x_forwarded_for', 'downstream_remote_address')),
      references: [{ name: 'x-request-id', value: textAt(record, 'request_id', 'x_request_id'), lookUp: REQUEST_ID_LOG }],
    },
    status: numberAt(record, 'response_code', 'responseCode', 'status') ?? 0,
    flags: flags ?? '-',
    details,
    istio: ISTIO_CLUSTER.test(cluster) || textAt(record, 'requested_server_name')?.startsWith('outbound_') === true,
  })
}

/** The first address of a list, without its port; nothing for `-`. */
function firstAddress(text: string | undefined): string | undefined {
  const first = text?.split(',')[0]?.trim()
  return first === undefined || first === '-' ? undefined : first.replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, '$1')
}

function read(line: LogText): LogFacts | undefined {
  return line.record ? readJson(line.record) : readText(line)
}

const RBAC =
  '[2026-01-02T12:00:00.074Z] "GET /orders HTTP/1.1" 403 - rbac_access_denied_matched_policy[none] - "-" 0 19 0 - "203.0.113.9,10.0.0.7" "curl/8.5.0" "ff387ab3-186d-4e3f-9695-0f884acb4e20" "orders.shop:8080" "-" inbound|8080|| - 10.0.0.9:8080 10.0.0.7:0 outbound_.8080_._.orders.shop.svc.cluster.local default'

/** Envoy's access log as text and JSON, and Istio's, which is Envoy's with names of its own. */
export const envoy: LogFormat = {
  id: 'envoy-access',
  product: 'envoy',
  layer: 'proxy',
  source: 'https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage',
  read,
  examples: [
    {
      line: RBAC,
      product: 'istio',
      layer: 'mesh',
      cause: 'default-deny',
      verdict: 'denied',
      client: '203.0.113.9',
      reference: 'ff387ab3-186d-4e3f-9695-0f884acb4e20',
      iso: '2026-01-02T12:00:00.074Z',
    },
    {
      line: RBAC.replace('[none]', '[ns[shop]-policy[deny-guests]-rule[0]]'),
      cause: 'acl-misconfigured',
      rule: 'ns[shop]-policy[deny-guests]-rule[0]',
    },
    {
      line: '[2026-01-02T12:00:00.000Z] "GET /orders HTTP/2" 403 UAEX 0 0 1 - "203.0.113.9" "curl/8.5.0" "ff387ab3-186d-4e3f-9695-0f884acb4e20" "api.example" "-"',
      product: 'envoy',
      layer: 'proxy',
      cause: 'auth-gateway',
    },
    {
      line: '{"start_time":"2026-01-02T12:00:00.000Z","method":"GET","path":"/orders","response_code":401,"response_flags":"-","response_code_details":"jwt_authn_access_denied{Jwt_is_expired}","request_id":"ff387ab3-186d-4e3f-9695-0f884acb4e20","upstream_cluster":"outbound|80||orders.shop.svc.cluster.local","authority":"orders.shop"}',
      product: 'istio',
      cause: 'invalid-token',
      verdict: 'not-authenticated',
      rule: 'Jwt_is_expired',
    },
    {
      line: '[2026-01-02T12:00:00.000Z] "GET / HTTP/1.1" 429 RL 0 0 1 - "203.0.113.9" "curl/8.5.0" "ff387ab3-186d-4e3f-9695-0f884acb4e20" "api.example" "-"',
      cause: 'rate-limit',
      verdict: 'rate-limited',
    },
    {
      line: '{"method":"GET","path":"/orders","response_code":403,"response_flags":"-","response_code_details":"via_upstream","duration":12}',
      product: 'unknown',
      layer: 'unknown',
      verdict: 'denied',
    },
    {
      line: '[2026-01-02T12:00:00.000Z] "GET /nowhere HTTP/1.1" 404 NR route_not_found - "-" 0 0 0 - "203.0.113.9" "curl/8.5.0" "ff387ab3-186d-4e3f-9695-0f884acb4e20" "api.example" "-" - - 10.0.0.9:8080 203.0.113.9:0 - -',
      cause: 'method-or-path',
      verdict: 'not-found',
    },
    {
      line: '{"method":"GET","path":"/orders","response_code":200,"response_flags":"-","response_code_details":"via_upstream","duration":12}',
      verdict: 'allowed',
      denial: null,
    },
  ],
}
