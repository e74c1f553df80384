import type { Exchange } from '../../exchange.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import type { CheckContext, SubjectRequest } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'

/** Host and path; parameters may be redacted on one side only. */
function placeOf(url: string): string {
  const { origin, pathname } = new URL(redactUrl(url))
  return `${origin}${pathname}`
}

function isAsked({ request, vantage, response }: Exchange, { url }: SubjectRequest): boolean {
  return response !== null && vantage === undefined && placeOf(request.url) === placeOf(url)
}

/**
 * Whether the live request, with the incident's own method, is refused to this identity: true where it ever was on the path
 * (other probes leave parts out), false where it only passed, undefined where it was not sent.
 */
export function liveRefused({ exchanges, request }: CheckContext, name: string): boolean | undefined {
  const own = exchanges.filter((exchange) => exchange.as === name && isAsked(exchange, request))
  const kinds = own
    .filter((exchange) => exchange.request.method === request.method.toUpperCase())
    .map((exchange) => readOutcome(exchange).kind)
  if (kinds.includes('refused')) return true
  return kinds.includes('passed') ? false : undefined
}

/** The first other identity with credentials whose request passed on the path, by whatever method was sent. */
export function whoPassed({ exchanges, request, target }: CheckContext, name: string): string | undefined {
  const known = (as: string | undefined) => as !== name && as !== 'anonymous' && target.identities.some((identity) => identity.name === as)
  return exchanges.find((exchange) => known(exchange.as) && isAsked(exchange, request) && readOutcome(exchange).kind === 'passed')?.as
}
