import { textAt } from '../json-record.ts'
import type { LogFacts, LogFormat, LogSaid, LogText } from '../log-format.ts'
import { readTarget } from '../read-request-line.ts'

/** The fields of a standard log, in its order. */
const DEFAULT_FIELDS =
  'date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len sc-range-start sc-range-end'.split(
    ' ',
  )
const DATE = /^\d{4}-\d\d-\d\d$/

type Reason = Pick<LogSaid, 'means' | 'causes'>

/** What the detailed result type says of a refusal; section "Standard log file fields" of the CloudFront guide. */
const RESULTS: Readonly<Record<string, Reason>> = {
  ClientGeoBlocked: { means: "The distribution's geographic restriction refuses this country", causes: { 'ip-or-geo-restriction': 0.98 } },
  InvalidRequestBlocked: { means: 'CloudFront blocks access to this resource', causes: { 'resource-rule': 0.6, 'waf-rule': 0.4 } },
  InvalidRequestMethod: { means: 'The distribution does not allow this method', causes: { 'method-or-path': 0.95 } },
  InvalidRequestCertificate: {
    means: 'The host is none that the certificate of this distribution is for',
    causes: { 'method-or-path': 0.7 },
  },
  InvalidRequestHeader: { means: 'A header of the request is not valid', causes: { 'method-or-path': 0.5 } },
  LimitExceeded: { means: 'A limit of CloudFront is reached', causes: { 'rate-limit': 0.95 } },
  Error: {
    means: 'CloudFront refused at the edge (AWS WAF, a signed URL or cookie, a function) or answered with an error it had kept',
    causes: { 'waf-rule': 0.5, 'resource-rule': 0.45, 'ip-or-geo-restriction': 0.2 },
  },
}

function valuesOf({ text, record, fields }: LogText): ((name: string) => string | undefined) | undefined {
  if (record) return textAt(record, 'x-edge-result-type') ? (name) => textAt(record, name) : undefined
  if (!text.includes('\t')) return undefined
  const names = fields?.some((name) => name.startsWith('x-edge-')) ? fields : DEFAULT_FIELDS
  const values = text.split('\t', names.length)
  const known = new Map(names.map((name, at) => [name.toLowerCase(), values[at] ?? '']))
  if (!DATE.test(known.get('date') ?? '') || !/^\d{1,3}$/.test(known.get('sc-status') ?? '')) return undefined
  return (name) => known.get(name.toLowerCase())
}

function read(line: LogText): LogFacts | undefined {
  const at = valuesOf(line)
  if (!at) return undefined
  const status = Number(at('sc-status'))
  const result = at('x-edge-detailed-result-type') ?? ''
  const query = at('cs-uri-query')
  const path = at('cs-uri-stem') ?? ''
  return {
    when: `${at('date')} ${at('time')}`,
    utc: true,
    method: at('cs-method'),
    host: at('x-host-header') ?? at('cs(Host)'),
    ...readTarget(query && query !== '-' ? `${path}?${query}` : path),
    client: at('c-ip'),
    ...(status >= 100 ? { status } : {}),
    ...answeredFor(status, result),
    references: [
      {
        name: 'x-amz-cf-id',
        value: at('x-edge-request-id'),
        lookUp: 'CloudFront log, field x-edge-request-id; AWS WAF log, field httpRequest.requestId',
      },
    ],
  }
}

function answeredFor(status: number, result: string): Pick<LogFacts, 'said' | 'answeredBy'> {
  if (status < 400) return {}
  if (result.startsWith('Origin')) return { answeredBy: 'upstream' }
  const reason = RESULTS[result]
  return reason
    ? { answeredBy: 'writer', said: { ...reason, rule: result, text: `${status} ${result}`, confidence: result === 'Error' ? 0.6 : 0.95 } }
    : {}
}

const line = (status: number, result: string) =>
  `2026-01-02\t12:00:00\tFRA56-C1\t1045\t203.0.113.9\tGET\td111111abcdef8.cloudfront.net\t/report.pdf\t${status}\t-\tcurl/8.5.0\tpage=2\t-\tError\tSOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==\tcdn.shop.example\thttps\t23\t0.001\t-\tTLSv1.3\tTLS_AES_128_GCM_SHA256\tError\tHTTP/2.0\t-\t-\t11040\t0.001\t${result}\ttext/html\t919\t-\t-`

/** CloudFront's standard log (tabs) and its JSON form. */
export const cloudfront: LogFormat = {
  id: 'cloudfront-standard',
  product: 'cloudfront',
  layer: 'cdn',
  source: 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html',
  read,
  examples: [
    {
      line: line(403, 'ClientGeoBlocked'),
      cause: 'ip-or-geo-restriction',
      rule: 'ClientGeoBlocked',
      layer: 'cdn',
      client: '203.0.113.9',
      path: '/report.pdf?page=2',
      iso: '2026-01-02T12:00:00.000Z',
      reference: 'SOX4xwn4XV6Q4rgb7XiVGOHms_BGlTAC4KyHmureZmBNrjGdRLiNIQ==',
    },
    { line: line(403, 'Error'), cause: 'waf-rule', verdict: 'denied' },
    { line: line(403, 'OriginError'), product: 'unknown', layer: 'unknown', verdict: 'denied' },
    { line: line(403, 'InvalidRequestMethod'), cause: 'method-or-path' },
    { line: line(200, 'Hit'), verdict: 'allowed', denial: null },
  ],
}
