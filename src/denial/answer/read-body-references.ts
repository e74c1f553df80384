import type { Denial } from '../denial.ts'
import type { Answer } from './read-answer.ts'

/** Words of a page that name this very request; `says` in lower case must be there, the first group of `match` is the id. */
type PageReference = { name: string; says: string; match: RegExp; lookUp: string }

/**
 * Ids on refusal pages, most telling first. Markup may stand between the words and the id. Sources: the vendors' own
 * block pages and support articles.
 */
const ON_PAGES: readonly PageReference[] = [
  {
    name: 'cloudflare ray id',
    says: 'ray id',
    match: /ray id:?(?: |<[^<>]{1,80}>){0,4}([0-9a-f]{16})\b/i,
    lookUp: 'Cloudflare dashboard › Security › Events, filter Ray ID',
  },
  {
    name: 'akamai reference',
    says: 'reference',
    match: /reference ?#?:? ?(\d{1,3}\.[0-9a-f]{4,10}\.\d{8,12}\.[0-9a-f]{4,12})/i,
    lookUp: 'Akamai Control Center › Diagnostics › Translate Error String; Security Events, by reference',
  },
  {
    name: 'cloudfront request id',
    says: 'request id: ',
    match: /request id: ([\w-]{50,60}==)/i,
    lookUp: 'CloudFront logs, field x-edge-request-id; AWS WAF log, field httpRequest.requestId',
  },
  {
    name: 'imperva incident id',
    says: 'incident id',
    match: /incident id:?(?: |<[^<>]{1,80}>){0,4}(\d{5,25}-\d{5,25})/i,
    lookUp: 'Imperva Cloud Security Console › Security Events, by incident id',
  },
  {
    name: 'f5 support id',
    says: 'support id is',
    match: /support id is:?(?: |<[^<>]{1,80}>){0,4}(\d{10,25})/i,
    lookUp: 'BIG-IP › Security › Event Logs › Application › Requests, filter Support ID',
  },
  {
    name: 'azure front door ref',
    says: 'ref a: ',
    match: /ref a: ([0-9a-f]{20,40})/i,
    lookUp: 'Azure Front Door access and WAF log, field trackingReference_s',
  },
  {
    name: 'azure front door ref',
    says: 'the request is blocked',
    match: /\b(\d{8}T\d{6}Z-[\w-]{10,80})/,
    lookUp: 'Azure Front Door access and WAF log, field trackingReference_s',
  },
  {
    name: 'human reference id',
    says: 'reference id',
    match: /reference id:? ?#? ?(?:<[^<>]{1,80}> ?){0,2}([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i,
    lookUp: 'HUMAN (PerimeterX) console › Investigate, by reference id',
  },
  {
    name: 'sucuri block id',
    says: 'block id',
    match: /block id:?(?: |<[^<>]{1,80}>){0,4}([A-Z]{2,6}\d{2,6})\b/i,
    lookUp: 'Sucuri WAF: the rule that blocked, in Sucuri’s list of block codes; dashboard › Reports › Real-Time',
  },
  {
    name: 'entra trace id',
    says: 'trace id: ',
    match: /trace id: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i,
    lookUp: 'Microsoft Entra sign-in logs, filter Request ID',
  },
  {
    name: 'entra correlation id',
    says: 'correlation id: ',
    match: /correlation id: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/i,
    lookUp: 'Microsoft Entra sign-in logs, filter Correlation ID',
  },
  {
    name: 's3 request id',
    says: '<requestid>',
    match: /<requestid>([\w-]{8,80})<\/requestid>/i,
    lookUp: 'AWS CloudTrail, field requestID; S3 server access log, field Request ID',
  },
  {
    name: 'request id',
    says: 'request id',
    match: /request id(?: is)?:?(?: |<[^<>]{1,80}>){0,4}([0-9a-f]{16,40}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/i,
    lookUp: 'the log of whoever made this page, field request id',
  },
]

/** Members of JSON answers that name this very request, whatever the depth of their envelope. */
const IN_JSON: readonly { name: string; members: readonly string[]; lookUp: string }[] = [
  {
    name: 'request id',
    members: ['request_id', 'requestid', 'request-id', 'x-request-id', 'req_id'],
    lookUp: 'logs of the API and support of its maker, field request id',
  },
  { name: 'trace id', members: ['trace_id', 'traceid', 'trace-id'], lookUp: 'tracing back end and the application log, field trace id' },
  {
    name: 'correlation id',
    members: ['correlation_id', 'correlationid', 'correlation-id', 'activityid'],
    lookUp: 'application logs, field correlation id',
  },
  { name: 'ray id', members: ['ray_id', 'rayid', 'cf_ray'], lookUp: 'Cloudflare dashboard › Security › Events, filter Ray ID' },
  { name: 'fbtrace_id', members: ['fbtrace_id'], lookUp: 'Meta for Developers support, fbtrace_id' },
  { name: 'paypal debug id', members: ['debug_id'], lookUp: 'PayPal developer dashboard › API Calls, by debug id' },
  {
    name: 'incident id',
    members: ['incident_id', 'incidentid', 'support_id', 'supportid'],
    lookUp: 'the console of the firewall, by this id',
  },
]
const ENVELOPES = ['', 'error.', 'meta.', 'error.innererror.', 'error.details.', 'errors[].', 'data.']

const PAGE_READ_MAX = 16_384
const VALUE = /^[\w.:/+=@-]{6,200}$/

/** Ids that the body itself names, as words of a page or as members of JSON. */
export function readBodyReferences(answer: Answer): Denial['references'] {
  return [...inJson(answer), ...onPage(answer)]
}

/** Every path at which an id may lie, with its place among `IN_JSON`. */
const PLACE_BY_PATH: ReadonlyMap<string, number> = new Map(
  IN_JSON.flatMap(({ members }, place) =>
    ENVELOPES.flatMap((envelope) => members.map((member) => [`${envelope}${member}`, place] as const)),
  ),
)

function inJson({ json }: Answer): Denial['references'] {
  const values = new Map<number, string>()
  for (const [path, texts] of json) {
    const place = PLACE_BY_PATH.get(path)
    const value = place === undefined || values.has(place) ? undefined : texts.find((text) => VALUE.test(text))
    if (place !== undefined && value !== undefined) values.set(place, value)
  }
  return IN_JSON.flatMap(({ name, lookUp }, place) => {
    const value = values.get(place)
    return value === undefined ? [] : [{ name, value, where: 'body', lookUp }]
  })
}

function onPage({ text }: Answer): Denial['references'] {
  if (text === '') return []
  const page = text.length > PAGE_READ_MAX ? text.slice(0, PAGE_READ_MAX) : text
  const lower = page.toLowerCase()
  return ON_PAGES.flatMap(({ name, says, match, lookUp }) => {
    const value = lower.includes(says) ? match.exec(page)?.[1] : undefined
    return value === undefined ? [] : [{ name, value, where: 'body', lookUp }]
  })
}
