import { identify } from '../../denial/identify.ts'
import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { looksAlike } from '../steadiness/answer-look.ts'
import type { Steadiness } from '../steadiness/ask-again.ts'
import type { Asked } from './ask-places.ts'
import type { Place, VantageFinding } from './vantage-finding.ts'

function kindOf(exchange: Exchange | null): Place['answer'] {
  return exchange ? readOutcome(exchange).kind : 'none'
}

function isRefused(answer: Place['answer']): boolean {
  return answer === 'refused' || answer === 'hidden'
}

/** Whether a proxy answered in the target's place: its tunnel, or an answer that is a company proxy's, 407 among them. */
function isByProxy(exchange: Exchange | null): boolean {
  if (!exchange?.response) return false
  return exchange.byProxy === true || layerOf(exchange) === 'corporate-proxy'
}

function placeOf({ vantage = '', exchange, why }: Asked, kinds: CheckContext['target']['vantages']): Place {
  const kind = kinds.find(({ name }) => name === vantage)?.kind ?? 'connect'
  const byProxy = kind === 'proxy' && isByProxy(exchange)
  return { name: vantage, kind, byProxy, answer: kindOf(exchange), status: exchange?.response?.status, why }
}

function layerOf(exchange: Exchange | null | undefined): VantageFinding['edgeLayer'] {
  const layer = exchange?.response ? identify([exchange]).layer : 'unknown'
  return layer === 'unknown' ? undefined : layer
}

function areAlike(exchanges: readonly (Exchange | null)[]): boolean {
  const refusals = exchanges.filter((exchange) => exchange !== null && isRefused(kindOf(exchange))) as Exchange[]
  return refusals.length > 1 && refusals.every((exchange) => looksAlike(exchange, refusals[0] ?? exchange))
}

/** What the answers from all places, here first, amount to. Nothing is read into a difference that is not steady. */
export function judgePlaces(asked: readonly Asked[], steadiness: Steadiness, kinds: CheckContext['target']['vantages']): VantageFinding {
  const [own, ...others] = asked
  const here = kindOf(own?.exchange ?? null)
  const places = others.map((each) => placeOf(each, kinds))
  const passing = places.filter(({ answer }) => answer === 'passed')
  const refusing = places.filter(({ answer, byProxy }) => isRefused(answer) && !byProxy)
  const refusedByProxy = places.filter(({ answer, byProxy }) => answer !== 'passed' && byProxy)
  const steady = steadiness === 'steady'
  const refusedHere = steady && isRefused(here)
  const origin = others.find(({ vantage }) => refusing.some(({ name, kind }) => name === vantage && kind === 'connect'))
  return {
    configured: true,
    here,
    hereStatus: own?.exchange?.response?.status,
    places,
    passing: passing.map(({ name }) => name),
    refusing: refusing.map(({ name }) => name),
    refusedByProxy: refusedByProxy.map(({ name }) => name),
    differs: steady && ((isRefused(here) && passing.length > 0) || (here === 'passed' && refusing.length > 0)),
    originPasses: refusedHere && passing.some(({ kind }) => kind === 'connect'),
    originRefuses: refusedHere && origin !== undefined,
    elsewherePasses: refusedHere && passing.some(({ kind }) => kind === 'proxy'),
    elsewhereAnswers: here === 'none' && places.some(({ answer, byProxy }) => answer !== 'none' && !byProxy),
    hereAlonePasses: steady && here === 'passed' && refusing.length > 0 && passing.length === 0,
    everywhereRefused: refusedHere && refusing.length > 0 && passing.length === 0,
    sameRefusal: areAlike(
      [own, ...others.filter(({ vantage }) => refusing.some(({ name }) => name === vantage))].map((each) => each?.exchange ?? null),
    ),
    edgeLayer: isRefused(here) ? layerOf(own?.exchange) : undefined,
    originLayer: layerOf(origin?.exchange),
    unstable: !steady,
    unseen: places.flatMap(({ name, why }) => (why === undefined ? [] : [{ source: name, why }])),
  }
}
