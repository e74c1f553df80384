import type { Exchange } from '../../exchange.ts'
import { type Comparison, nameOf, passed, type Seen } from './comparison.ts'

/**
 * The same caller passes on the same path with another query, or without one: something in the query decides. That speaks
 * for whoever looks at content, since paths and methods are the same.
 */
export function passedWithOtherQuery(seen: readonly Seen[], own: Exchange): Comparison[] {
  return seen
    .filter((each) => passed(each) && each.exchange.as === own.as && differsInQuery(each.exchange.request, own.request))
    .slice(0, 2)
    .map(({ exchange, index, status }) => ({
      exchange: index,
      text: `${exchange.request.method} with ${queryOf(exchange.request.url) === '' ? 'no' : 'another'} query as ${nameOf(exchange)}: ${status}`,
      means: 'The same caller passes on the same path with another query: something in the query decides',
      causes: { 'waf-rule': 0.45, 'resource-rule': 0.3 },
    }))
}

/** Whether two requests differ in their query and in nothing else of method and URL; one that had none has lost nothing. */
export function differsInQuery(one: Exchange['request'], own: Exchange['request']): boolean {
  const place = ({ method, url }: Exchange['request']) => `${method} ${url.split(/[?#]/, 1)[0]}`
  return place(one) === place(own) && queryOf(own.url) !== '' && queryOf(one.url) !== queryOf(own.url)
}

function queryOf(url: string): string {
  const start = url.indexOf('?')
  return start < 0 ? '' : (url.slice(start + 1).split('#', 1)[0] ?? '')
}
