import type { Denial } from '../denial.ts'
import type { Answer } from './read-answer.ts'
import { readBodyReferences } from './read-body-references.ts'

/**
 * A header that names this very request in somebody's logs, and where to look it up: which console or log, which field.
 * Several senders share some names: then `from` tells whose it is, by a header that only they send or by the host.
 */
export type KnownReference = {
  header: string
  lookUp: string
  from?: { header: string; has?: string } | { host: string }
}

const S3_COMPATIBLE = "the object store's own access log, field request id"

/** Ordered from the edge inwards. Sources: the vendors' own documents of these headers; W3C Trace Context; B3; Envoy, Heroku and Rails guides. */
export const KNOWN_REFERENCES: readonly KnownReference[] = [
  {
    header: 'cf-ray',
    lookUp: 'Cloudflare dashboard › Security › Events, filter Ray ID: the part before the dash (Logpush field RayID)',
  },
  {
    header: 'x-amz-cf-id',
    lookUp: 'CloudFront standard or real-time logs, field x-edge-request-id; AWS WAF log, field httpRequest.requestId',
  },
  { header: 'akamai-grn', lookUp: 'Akamai Control Center › Diagnostics › Translate Error String, or DataStream field reqId' },
  { header: 'x-akamai-request-id', lookUp: 'Akamai DataStream or log delivery, field reqId' },
  { header: 'x-reference-error', lookUp: 'Akamai Control Center › Diagnostics › Translate Error String' },
  { header: 'x-akamai-session-info', lookUp: 'Akamai debug headers of this request' },
  { header: 'x-iinfo', lookUp: 'Imperva Cloud Security Console › Security Events, session and incident id' },
  { header: 'x-sucuri-id', lookUp: 'Sucuri WAF dashboard › Reports › Real-Time, by time and address (the header names the Sucuri server)' },
  { header: 'x-azure-ref', lookUp: 'Azure Front Door access and WAF log (Log Analytics), field trackingReference_s' },
  { header: 'x-msedge-ref', lookUp: 'Azure Front Door access log, field trackingReference_s: Ref A' },
  { header: 'x-fastly-request-id', lookUp: 'Fastly real-time log and support, by request id' },
  { header: 'x-served-by', lookUp: 'Fastly: the cache nodes that answered; with x-timer for Fastly Support' },
  {
    header: 'x-timer',
    lookUp: 'Fastly Support, with x-served-by: the moment and node of this request',
    from: { header: 'x-served-by', has: 'cache-' },
  },
  { header: 'x-vercel-id', lookUp: 'Vercel dashboard › Logs, filter Request ID' },
  { header: 'x-nf-request-id', lookUp: 'Netlify log drains and function logs, field request_id' },
  { header: 'fly-request-id', lookUp: 'Fly.io: `fly logs` and proxy log, field request_id' },
  { header: 'x-railway-request-id', lookUp: 'Railway › Observability › HTTP logs, field requestId' },
  { header: 'cdn-requestid', lookUp: 'bunny.net dashboard › CDN › Logs, field Request ID' },
  { header: 'x-hw', lookUp: 'StackPath or Edgio support, by this id' },
  { header: 'eagleid', lookUp: 'Alibaba Cloud CDN or ESA log, field uuid' },
  { header: 'eo-log-uuid', lookUp: 'Tencent EdgeOne › Log analysis, field RequestID' },
  { header: 'x-datadome-cid', lookUp: 'DataDome dashboard › Requests, filter CID' },
  { header: 'x-amzn-requestid', lookUp: 'AWS CloudTrail, field requestID; API Gateway execution log, field requestId' },
  { header: 'x-amz-request-id', lookUp: S3_COMPATIBLE, from: { header: 'server', has: 'minio' } },
  { header: 'x-amz-request-id', lookUp: S3_COMPATIBLE, from: { header: 'x-rgw-object-type' } },
  { header: 'x-amz-request-id', lookUp: 'AWS CloudTrail data events, field requestID; S3 server access log, field Request ID' },
  { header: 'x-amz-id-2', lookUp: 'AWS Support and the S3 server access log, field Host Id; together with the S3 request id' },
  { header: 'x-amz-apigw-id', lookUp: 'API Gateway access log, $context.extendedRequestId' },
  { header: 'apigw-requestid', lookUp: 'API Gateway (HTTP API) access log, $context.requestId' },
  { header: 'x-amzn-trace-id', lookUp: 'AWS X-Ray › Traces, and the load balancer access log, field trace_id: the Root part' },
  { header: 'x-ms-request-id', lookUp: 'Microsoft Entra sign-in logs, filter Request ID', from: { host: 'login.microsoftonline.com' } },
  {
    header: 'x-ms-request-id',
    lookUp: 'Azure Storage resource log (StorageBlobLogs), field CorrelationId',
    from: { header: 'x-ms-version' },
  },
  { header: 'x-ms-request-id', lookUp: "Azure Activity Log or the resource's own log, field CorrelationId" },
  { header: 'x-ms-correlation-request-id', lookUp: 'Azure Activity Log, filter Correlation ID' },
  { header: 'x-ms-client-request-id', lookUp: "Azure resource logs, field ClientRequestId: the caller's own id" },
  { header: 'x-ms-activity-id', lookUp: 'Azure Cosmos DB resource log, field activityId_g' },
  { header: 'x-ms-routing-request-id', lookUp: 'Azure support, with the correlation id' },
  { header: 'client-request-id', lookUp: "Microsoft Graph activity logs, field ClientRequestId: the caller's own id" },
  { header: 'request-id', lookUp: 'Stripe dashboard › Developers › Logs, by request id', from: { header: 'stripe-version' } },
  { header: 'request-id', lookUp: 'Stripe dashboard › Developers › Logs, by request id', from: { host: 'stripe.com' } },
  { header: 'request-id', lookUp: 'Microsoft Graph activity logs, field RequestId', from: { host: 'graph.microsoft.com' } },
  { header: 'request-id', lookUp: 'Anthropic support, by request id', from: { host: 'anthropic.com' } },
  { header: 'request-id', lookUp: "the API provider's request log and support, field request id" },
  { header: 'x-goog-request-id', lookUp: 'Google Cloud support, by request id' },
  { header: 'x-cloud-trace-context', lookUp: 'Google Cloud › Logs Explorer, filter trace: the part before the slash; Cloud Trace' },
  { header: 'x-guploader-uploadid', lookUp: 'Google Cloud Storage support, by upload id' },
  { header: 'opc-request-id', lookUp: 'OCI Audit and service logs, field opc-request-id' },
  { header: 'x-global-transaction-id', lookUp: 'IBM Cloud Logs and support, transaction id' },
  { header: 'x-oss-request-id', lookUp: 'Alibaba Cloud OSS access log, field RequestID' },
  { header: 'x-acs-request-id', lookUp: 'Alibaba Cloud ActionTrail, field requestId' },
  { header: 'x-cos-request-id', lookUp: 'Tencent COS access log, field reqId' },
  { header: 'x-obs-request-id', lookUp: 'Huawei OBS access log, field RequestID' },
  { header: 'x-github-request-id', lookUp: 'GitHub audit log of the organization (field request_id) or GitHub Support' },
  { header: 'x-slack-req-id', lookUp: 'Slack support, by request id' },
  { header: 'x-fb-trace-id', lookUp: 'Meta for Developers support, fbtrace_id' },
  { header: 'x-sfdc-request-id', lookUp: 'Salesforce Event Log File, field REQUEST_ID' },
  { header: 'atl-traceid', lookUp: 'Atlassian support, by trace id' },
  { header: 'x-arequestid', lookUp: 'Jira or Confluence access log, field request id' },
  { header: 'paypal-debug-id', lookUp: 'PayPal developer dashboard › API Calls, by debug id' },
  { header: 'twilio-request-id', lookUp: 'Twilio console › Monitor › Logs, by request id' },
  { header: 'x-zendesk-request-id', lookUp: 'Zendesk support, by request id' },
  { header: 'x-hubspot-correlation-id', lookUp: 'HubSpot support, by correlation id' },
  { header: 'x-dropbox-request-id', lookUp: 'Dropbox support, by request id' },
  { header: 'box-request-id', lookUp: 'Box support, by request id' },
  { header: 'x-notion-request-id', lookUp: 'Notion support, by request id' },
  { header: 'x-okta-request-id', lookUp: 'Okta Admin › Reports › System Log, filter transaction.id eq "…"' },
  { header: 'x-auth0-requestid', lookUp: 'Auth0 dashboard › Monitoring › Logs, and support' },
  { header: 'x-kong-request-id', lookUp: "Kong's logs, field request.id; the error log at debug level, request_id" },
  { header: 'x-envoy-request-id', lookUp: 'Envoy or Istio access log, %REQ(X-REQUEST-ID)%' },
  { header: 'x-varnish', lookUp: 'varnishlog -g request -q "vxid == ID": the first number' },
  { header: 'x-runtime-request-id', lookUp: 'the application log, field request_id' },
  { header: 'x-request-id', lookUp: 'OpenAI support and usage logs, by request id', from: { host: 'openai.com' } },
  { header: 'x-request-id', lookUp: 'OpenAI support and usage logs, by request id', from: { header: 'openai-version' } },
  {
    header: 'x-request-id',
    lookUp: 'Shopify partner dashboard › API logs and support, by request id',
    from: { header: 'x-shopify-stage' },
  },
  { header: 'x-request-id', lookUp: 'Shopify partner dashboard › API logs and support, by request id', from: { host: 'myshopify.com' } },
  {
    header: 'x-request-id',
    lookUp: 'GitLab production_json.log and api_json.log, field correlation_id',
    from: { header: 'x-gitlab-meta' },
  },
  { header: 'x-request-id', lookUp: 'Zendesk support, by request id', from: { header: 'x-zendesk-origin-server' } },
  {
    header: 'x-request-id',
    lookUp: '`heroku logs`, router and application lines, field request_id',
    from: { header: 'via', has: 'vegur' },
  },
  { header: 'x-request-id', lookUp: 'Heroku support, by request id', from: { host: 'heroku.com' } },
  {
    header: 'x-request-id',
    lookUp: 'Istio or Envoy access log, %REQ(X-REQUEST-ID)%, and the application log',
    from: { header: 'server', has: 'envoy' },
  },
  { header: 'x-request-id', lookUp: 'access and application logs, field request_id or x_request_id' },
  { header: 'x-correlation-id', lookUp: 'application logs, field correlation id' },
  { header: 'correlation-id', lookUp: 'application logs, field correlation id' },
  { header: 'x-transaction-id', lookUp: 'gateway and application logs, field transaction id' },
  { header: 'x-trace-id', lookUp: 'tracing back end or application logs, field trace id' },
  { header: 'traceparent', lookUp: 'tracing back end (W3C Trace Context): the second part is the trace id' },
  { header: 'b3', lookUp: 'Zipkin or another tracing back end (B3): the first part is the trace id' },
  { header: 'x-b3-traceid', lookUp: 'Zipkin or another tracing back end, trace id (B3)' },
  { header: 'uber-trace-id', lookUp: 'Jaeger: the part before the first colon is the trace id' },
  { header: 'x-datadog-trace-id', lookUp: 'Datadog › APM › Traces, filter trace_id' },
  { header: 'sentry-trace', lookUp: 'Sentry › Traces: the part before the dash is the trace id' },
  { header: 'audit-id', lookUp: 'Kubernetes audit log, field auditID' },
]

const VALUE_MAX = 200
/** Characters of which an id has at least so many: shorter ones are found in others by chance. */
const ID_MIN = 12

/** Every known reference of an answer: its headers from the edge inwards, then what its body names. Each id once. */
export function readReferences(answer: Answer): Denial['references'] {
  return uniqueReferences([...headerReferences(answer), ...readBodyReferences(answer)])
}

/** References without those that name an id again, also with more or less around it; of two, the first stays. */
export function uniqueReferences(references: Denial['references']): Denial['references'] {
  const kept: string[] = []
  return references.filter(({ value }) => {
    const id = value.toLowerCase()
    if (kept.some((other) => other === id || isWithin(id, other) || isWithin(other, id))) return false
    kept.push(id)
    return true
  })
}

function isWithin(id: string, other: string): boolean {
  return id.length >= ID_MIN && other.includes(id)
}

/** The known references by header name, each with its place in the order from the edge inwards. */
const BY_HEADER = Map.groupBy([...KNOWN_REFERENCES.entries()], ([, { header }]) => header)

function headerReferences(answer: Answer): Denial['references'] {
  const found = [...answer.headers].flatMap(([header, raw]) => {
    const value = raw.trim().slice(0, VALUE_MAX)
    const known = value === '' ? undefined : BY_HEADER.get(header)?.find(([, { from }]) => comesFrom(answer, from))
    return known === undefined ? [] : [{ place: known[0], name: header, value, where: `header:${header}`, lookUp: known[1].lookUp }]
  })
  return found.sort((one, other) => one.place - other.place).map(({ place: _, ...reference }) => reference)
}

function comesFrom(answer: Answer, from: KnownReference['from']): boolean {
  if (from === undefined) return true
  if ('host' in from) return answer.host === from.host || answer.host.endsWith(`.${from.host}`)
  const value = answer.headers.get(from.header)
  return value !== undefined && (from.has === undefined || value.toLowerCase().includes(from.has))
}
