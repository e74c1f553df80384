import type { Exchange } from '../../exchange.ts'
import { readCarriers } from '../answer/carriers.ts'
import { readAnswer } from '../answer/read-answer.ts'
import type { Layer } from '../denial.ts'
import { type Comparison, isRefusedAlike, passed, type Seen } from './comparison.ts'

type Edge = { layer: Layer; product: string }

const EDGES: ReadonlySet<Layer> = new Set(['cdn', 'waf', 'bot-manager'])
const TOLD_MAX = 2

/**
 * The same request of the same caller sent from or to another place: another vantage, or straight to the origin. That it
 * passes past the edge proves that the edge refused; that it is refused alike proves that the edge only carried it.
 */
export function compareOtherPlaces(seen: readonly Seen[], own: Exchange): Comparison[] {
  const ownEdge = edgeOf(own)
  return seen
    .filter(({ exchange }) => isElsewhere(exchange, own))
    .flatMap((each) => (passed(each) ? tellPass(each, ownEdge) : isRefusedAlike(each.exchange, own) ? tellRefusal(each, ownEdge) : []))
    .slice(0, TOLD_MAX)
}

/** The same method and path; another vantage, or another host with the same path (the origin's own name or address). */
function isElsewhere(exchange: Exchange, own: Exchange): boolean {
  const [there, here] = [placeOf(exchange.request.url), placeOf(own.request.url)]
  if (exchange.request.method !== own.request.method || there.path !== here.path) return false
  if (exchange.vantage !== own.vantage) return true
  return there.host !== here.host && edgeOf(own) !== undefined && edgeOf(exchange) === undefined
}

function placeOf(url: string): { host: string; path: string } {
  const [scheme = '', , host = ''] = url.split('/', 3)
  return { host: host.toLowerCase(), path: url.slice(scheme.length + 2 + host.length) || '/' }
}

function tellPass(each: Seen, ownEdge: Edge | undefined): Comparison {
  if (ownEdge && isPastEdge(each)) {
    return {
      ...told(each),
      means: `Past ${ownEdge.product} the same request passes: ${ownEdge.product} refused, and not what stands behind it`,
      causes: { 'waf-rule': 0.5, 'ip-or-geo-restriction': 0.3, 'bot-challenge': 0.2 },
      refusedBy: ownEdge,
    }
  }
  const means = 'From another place the same request passes: it is about where it comes from'
  return { ...told(each), means, causes: { 'ip-or-geo-restriction': 0.65 } }
}

function tellRefusal(each: Seen, ownEdge: Edge | undefined): Comparison {
  const means =
    ownEdge && isPastEdge(each)
      ? `Past ${ownEdge.product} the same refusal comes: ${ownEdge.product} only carried it`
      : 'From another place the same refusal comes: it is not about where it comes from'
  return { ...told(each), means, causes: {} }
}

const isPastEdge = ({ exchange }: Seen) => edgeOf(exchange) === undefined

function told({ exchange, index, status }: Seen): { exchange: number; text: string } {
  return {
    exchange: index,
    text: `${exchange.request.method} ${exchange.vantage ? `from ${exchange.vantage}` : 'past the edge'}: ${status}`,
  }
}

/** The innermost edge product in the headers of an answer. */
function edgeOf({ request, response }: Exchange): Edge | undefined {
  if (!response) return undefined
  return readCarriers(readAnswer(request, { ...response, body: '' })).findLast(({ layer }) => EDGES.has(layer))
}
