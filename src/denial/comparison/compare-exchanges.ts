import type { Exchange } from '../../exchange.ts'
import { compareOtherCallers } from './compare-other-callers.ts'
import { compareOtherPlaces } from './compare-other-places.ts'
import { type Comparison, extrasOf, nameOf, passed, type Seen } from './comparison.ts'
import { passedWithOtherHeaders } from './other-headers.ts'
import { changedAnswers, limitedAs503 } from './other-moments.ts'
import { differsInQuery, passedWithOtherQuery } from './other-query.ts'

/**
 * What the other exchanges say about the refusal of `exchanges[subject]`, in path order: the same request at other
 * moments, with other headers, from other places, as other callers, and spelt differently.
 */
export function compareExchanges(exchanges: readonly Exchange[], subject: number): Comparison[] {
  const own = exchanges[subject]
  if (!own?.response) return []
  const seen = exchanges.flatMap((exchange, index) =>
    exchange.response && index !== subject ? [{ exchange, index, status: exchange.response.status }] : [],
  )
  const sameTarget = seen.filter(({ exchange: { request, vantage } }) => {
    return request.method === own.request.method && request.url === own.request.url && vantage === own.vantage
  })
  const sameRequest = sameTarget.filter(({ exchange: { request } }) => extrasOf(request) === extrasOf(own.request))
  if (own.response.status >= 500) return limitedAs503(sameRequest, own)
  const changed = changedAnswers([...sameRequest, { exchange: own, index: subject, status: own.response.status }], own.response.status)
  if (changed.length > 0) return changed
  const asSubject = ({ exchange }: Seen) => exchange.as === own.as
  return [
    ...passedWithOtherHeaders(
      sameTarget.filter((each) => asSubject(each) && passed(each)),
      own,
    ),
    ...compareOtherPlaces(seen.filter(asSubject), own),
    ...compareOtherCallers(firstOfEach(sameRequest.filter((each) => !asSubject(each))), own),
    ...passedWithOtherQuery(seen, own),
    ...passedAsVariant(seen, own),
  ]
}

/** Each caller's first answer: who was asked again counts once. */
function firstOfEach(seen: readonly Seen[]): Seen[] {
  return [...new Map(seen.toReversed().map((each) => [nameOf(each.exchange), each])).values()].toReversed()
}

function passedAsVariant(seen: readonly Seen[], own: Exchange): Comparison[] {
  return seen
    .filter((each) => passed(each) && each.exchange.as === own.as && sameHost(each.exchange.request.url, own.request.url))
    .filter(({ exchange }) => !['OPTIONS', 'HEAD', 'TRACE'].includes(exchange.request.method))
    .filter(({ exchange }) => isVariant(exchange.request, own.request) && !differsInQuery(exchange.request, own.request))
    .slice(0, 2)
    .map(({ exchange, index, status }) => ({
      exchange: index,
      text: `${exchange.request.method} as ${nameOf(exchange)}: ${status}`,
      means: 'The same caller passes with another method or spelling of the path',
      causes: { 'method-or-path': 0.45 },
    }))
}

function isVariant(variant: Exchange['request'], own: Exchange['request']): boolean {
  const path = (url: string) => withoutLastSlashes((url.split(/[?#]/, 1)[0] ?? '').replace(/^http:/, 'https:'))
  return path(variant.url) === path(own.url) && (variant.method !== own.method || variant.url !== own.url)
}

/** By hand: `/\/+$/` takes quadratic time on a URL of many slashes. */
function withoutLastSlashes(text: string): string {
  let end = text.length
  while (text[end - 1] === '/') end--
  return text.slice(0, end)
}

function sameHost(a: string, b: string): boolean {
  const host = (url: string) => url.split('/', 3)[2]?.toLowerCase()
  return host(a) === host(b)
}
