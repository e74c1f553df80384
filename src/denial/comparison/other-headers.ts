import type { Exchange, HeaderFields } from '../../exchange.ts'
import type { Causes } from '../signature.ts'
import type { Comparison, Seen } from './comparison.ts'

/** Headers that differ from call to call and decide nothing. */
const PER_CALL = new Set(['traceparent', 'tracestate', 'x-request-id', 'x-correlation-id', 'content-length', 'date', 'idempotency-key'])
const DIFFERENCES_MAX = 3

/** What it speaks for when one header decides, by the header's name; the last entry is for every other one. */
const DECIDES: readonly { name: RegExp; causes: Causes }[] = [
  { name: /^(?:x-)?(?:csrf|xsrf)/, causes: { 'session-state': 0.75 } },
  { name: /^cookie$/, causes: { 'session-state': 0.6, 'invalid-token': 0.3 } },
  { name: /^(?:proxy-)?authorization$|api-?key|token/, causes: { 'invalid-token': 0.6, 'insufficient-permissions': 0.3 } },
  { name: /^(?:origin|referer)$/, causes: { 'resource-rule': 0.6, 'session-state': 0.3 } },
  { name: /^user-agent$|^sec-/, causes: { 'bot-challenge': 0.45, 'waf-rule': 0.45 } },
  { name: /client-cert|^x-ssl-/, causes: { 'client-certificate': 0.5, 'ip-or-geo-restriction': 0.3 } },
  { name: /^(?:host|x-forwarded-(?:host|proto|port))$/, causes: { 'server-directive': 0.5, 'method-or-path': 0.4 } },
  { name: /forwarded|real-ip|client-ip|connecting-ip/, causes: { 'ip-or-geo-restriction': 0.6, 'acl-misconfigured': 0.3 } },
  { name: /tenant|organi[sz]ation|-org(?:-|$)|account|workspace|project/, causes: { tenancy: 0.6 } },
  { name: /feature|beta|preview/, causes: { 'feature-gate': 0.5 } },
  { name: /^(?:accept|content)/, causes: { 'waf-rule': 0.4, 'method-or-path': 0.35 } },
  { name: /^/, causes: { 'waf-rule': 0.45, 'server-directive': 0.35 } },
]

/** The headers of a request as one text, without those that differ from call to call and decide nothing. */
export function lastingHeaders(headers: HeaderFields): string {
  const lasting = Object.entries(headers).filter(([name]) => !PER_CALL.has(name.toLowerCase()))
  return JSON.stringify(lasting.sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** The names of the headers in which two requests differ, in alphabetical order. */
function differingHeaders(one: HeaderFields, other: HeaderFields): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)].map((name) => name.toLowerCase()))
  return [...names].filter((name) => !PER_CALL.has(name) && String(one[name]) !== String(other[name])).sort()
}

/**
 * The same caller passes the same request with other headers: one of them decides. Of all that passed, those that
 * differ least are told; more than three differences prove nothing about any of them.
 */
export function passedWithOtherHeaders(passes: readonly Seen[], own: Exchange): Comparison[] {
  const differing = passes.map((pass) => ({ ...pass, names: differingHeaders(own.request.headers, pass.exchange.request.headers) }))
  const close = differing.filter(({ names }) => names.length > 0 && names.length <= DIFFERENCES_MAX)
  const fewest = Math.min(...close.map(({ names }) => names.length))
  return close
    .filter(({ names }) => names.length === fewest)
    .slice(0, 2)
    .map(({ exchange, index, status, names }) => ({
      exchange: index,
      text: `${exchange.request.method} ${names.map((name) => wordOf(name, own, exchange)).join(', ')}: ${status}`,
      means: `The same caller passes ${names.map((name) => wordOf(name, own, exchange)).join(' and ')}: that header decides`,
      causes: DECIDES.find(({ name }) => name.test(names[0] ?? ''))?.causes ?? {},
    }))
}

function wordOf(name: string, own: Exchange, other: Exchange): string {
  if (own.request.headers[name] === undefined) return `with ${name}`
  return other.request.headers[name] === undefined ? `without ${name}` : `with another ${name}`
}
