import type { Answer } from './read-answer.ts'

/** A header that names this very request in somebody's logs, and where to look it up. */
export type KnownReference = { header: string; lookUp: string }

/** Ordered from the edge inwards. Sources: the vendors' own documents of these headers; W3C Trace Context; Envoy, Heroku and Rails guides. */
export const KNOWN_REFERENCES: readonly KnownReference[] = [
  { header: 'cf-ray', lookUp: 'Cloudflare dashboard, Security > Events (or Logpush), field Ray ID: the part before the dash' },
  { header: 'x-amz-cf-id', lookUp: 'CloudFront standard or real-time logs, field x-edge-request-id' },
  { header: 'x-akamai-request-id', lookUp: 'Akamai Control Center, Translate Reference / Log search' },
  { header: 'x-akamai-session-info', lookUp: 'Akamai debug headers of this request' },
  { header: 'x-iinfo', lookUp: 'Imperva Cloud WAF, Security events, session and incident id' },
  { header: 'x-sucuri-id', lookUp: 'Sucuri dashboard, Audit trails' },
  { header: 'x-azure-ref', lookUp: 'Azure Front Door access and WAF log, field trackingReference' },
  { header: 'x-fastly-request-id', lookUp: 'Fastly real-time log, request id' },
  { header: 'x-served-by', lookUp: 'Fastly: the cache node that answered' },
  { header: 'x-vercel-id', lookUp: 'Vercel dashboard, Logs, field Request Id' },
  { header: 'x-nf-request-id', lookUp: 'Netlify support and log drains, field request_id' },
  { header: 'fly-request-id', lookUp: 'Fly.io logs, field request_id' },
  { header: 'x-datadome-cid', lookUp: 'DataDome dashboard, requests by CID' },
  { header: 'x-amzn-requestid', lookUp: 'AWS CloudTrail or the API Gateway execution log, field requestId' },
  { header: 'x-amz-request-id', lookUp: 'AWS CloudTrail data events or the S3 server access log, field requestID' },
  { header: 'x-amz-id-2', lookUp: 'AWS Support, together with the S3 request id' },
  { header: 'x-amz-apigw-id', lookUp: 'API Gateway access log, $context.extendedRequestId' },
  { header: 'apigw-requestid', lookUp: 'API Gateway (HTTP API) access log, $context.requestId' },
  { header: 'x-amzn-trace-id', lookUp: 'AWS X-Ray and the load balancer access log, field trace_id' },
  { header: 'x-ms-request-id', lookUp: 'Azure activity or resource log, field correlation or request id' },
  { header: 'x-ms-correlation-request-id', lookUp: 'Azure Activity Log, field correlationId' },
  { header: 'request-id', lookUp: 'the API provider: Microsoft Graph or Stripe request log, field request id' },
  { header: 'x-goog-request-id', lookUp: 'Google Cloud support, request id' },
  { header: 'x-cloud-trace-context', lookUp: 'Google Cloud Trace and Cloud Logging, field trace' },
  { header: 'x-guploader-uploadid', lookUp: 'Google Cloud Storage support, upload id' },
  { header: 'x-github-request-id', lookUp: 'GitHub support, or the audit log of an enterprise' },
  { header: 'x-kong-request-id', lookUp: 'Kong access log, field request_id' },
  { header: 'x-okta-request-id', lookUp: 'Okta System Log, field transaction id' },
  { header: 'x-envoy-request-id', lookUp: 'Envoy access log, %REQ(X-REQUEST-ID)%' },
  { header: 'x-varnish', lookUp: 'varnishlog -q "vxid == ID"' },
  { header: 'x-runtime-request-id', lookUp: 'the application log, field request_id' },
  { header: 'x-request-id', lookUp: 'access and application logs, field request_id or x_request_id' },
  { header: 'x-correlation-id', lookUp: 'application logs, field correlation id' },
  { header: 'x-trace-id', lookUp: 'tracing back end or application logs, field trace id' },
  { header: 'traceparent', lookUp: 'tracing back end (W3C Trace Context): the second part is the trace id' },
  { header: 'audit-id', lookUp: 'Kubernetes audit log, field auditID' },
]

/** Every known reference header of an answer, from the edge inwards. */
export function readReferences(answer: Answer): { name: string; value: string; where: string; lookUp: string }[] {
  return KNOWN_REFERENCES.flatMap(({ header, lookUp }) => {
    const value = answer.headers.get(header)?.trim()
    return value ? [{ name: header, value: value.slice(0, 200), where: `header:${header}`, lookUp }] : []
  })
}
