import type { Exchange } from '../../../exchange.ts'
import { REDACTED } from '../../../redaction/redacted.ts'

/** Headers of answers that name this one request; what names a server or a cache node is not among them. */
const ID_HEADERS = [
  'x-request-id',
  'request-id',
  'x-correlation-id',
  'correlation-id',
  'x-trace-id',
  'x-b3-traceid',
  'x-amzn-trace-id',
  'x-amzn-requestid',
  'apigw-requestid',
  'x-amz-request-id',
  'x-amz-cf-id',
  'x-azure-ref',
  'x-ms-request-id',
  'x-envoy-request-id',
  'x-kong-request-id',
  'x-cloud-trace-context',
  'x-fastly-request-id',
  'x-vercel-id',
  'x-github-request-id',
  'x-oss-request-id',
  'x-transaction-id',
  'x-unique-id',
  'cf-ray',
  'audit-id',
]
/** References that many answers share: servers, cache nodes, moments. */
const SHARED = new Set(['x-served-by', 'x-timer', 'x-akamai-session-info', 'x-hw'])
const ID_MIN = 8
const ID_MAX = 200
const IDS_MAX = 12

/** An id as logs have it: of `Root=1-67…;…` the root, of `8f2…-FRA` the ray, of `trace/span;o=1` the trace. */
function bareId(name: string, value: string): string {
  if (name === 'x-amzn-trace-id') return /Root=([\w-]+)/.exec(value)?.[1] ?? value
  if (name === 'cf-ray') return value.split('-')[0] ?? value
  if (name === 'x-cloud-trace-context') return value.split('/')[0] ?? value
  return value.trim()
}

function isTelling(id: string): boolean {
  return id.length >= ID_MIN && id.length <= ID_MAX && /\d/.test(id) && !/\s/.test(id) && !id.includes(REDACTED)
}

/** The trace id of a `traceparent` (W3C Trace Context, 3.2.2.3), in lower case. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  return /^[0-9a-f]{2}-([0-9a-f]{32})-/i.exec(traceparent ?? '')?.[1]?.toLowerCase()
}

/** Ids under which this very exchange stands in logs: those of its answer, and `references` of a denial that was read from it. */
export function idsOfExchange({ response }: Exchange, references: readonly { name: string; value: string }[] = []): string[] {
  const headers = response?.headers ?? {}
  const answered = ID_HEADERS.flatMap((name) => (headers[name] ?? []).map((value) => bareId(name, value)))
  const told = references.filter(({ name }) => !SHARED.has(name.toLowerCase())).map(({ name, value }) => bareId(name.toLowerCase(), value))
  const trace = traceIdOf(headers.traceparent?.[0])
  return [...new Set([...answered, ...(trace ? [trace] : []), ...told])].filter(isTelling).slice(0, IDS_MAX)
}
