import { isWhy403Error } from '../../errors.ts'
import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { CheckFailed } from '../check-failed.ts'
import { readOutcome } from '../read-outcome.ts'
import { safeRequest } from '../safe-request.ts'
import { askAgain, type Steadiness } from '../steadiness/ask-again.ts'
import { isStopped } from '../steadiness/is-stopped.ts'
import { strangeAnswer } from './strange-answer.ts'
import type { VantageInput } from './vantage-finding.ts'

/** A place and what it was answered; `vantage` is undefined for here. A place that cannot be asked, or whose answer is not the target's, has `why` alone. */
export type Asked = { vantage: string | undefined; exchange: Exchange | null; why?: string }

type Ask = (vantage: string | undefined, fresh: boolean) => Promise<Exchange>

/** Asks with the incident's own request, in its safe form where that would change something. */
function askerOf({ probe, request }: CheckContext, { as }: VantageInput): Ask {
  return (vantage, fresh) => probe({ ...safeRequest(request), as, ...(vantage !== undefined && { vantage }), fresh })
}

async function askPlace(ask: Ask, vantage: string | undefined): Promise<Asked> {
  try {
    const exchange = await ask(vantage, false)
    return { vantage, exchange, ...(exchange.failure && { why: exchange.failure.message }) }
  } catch (error) {
    // A vantage that is not there is a mistake of the runbook.
    const isPlaceOnly = (error instanceof CheckFailed && error.reason !== 'invalid') || isWhy403Error(error, 'secret.missing')
    if (vantage === undefined || !isPlaceOnly) throw error
    return { vantage, exchange: null, why: error.message }
  }
}

/** Places without the answers of proxies that are none of the target's, here first. */
function withoutStrange(asked: readonly Asked[], { target }: CheckContext): Asked[] {
  const here = asked[0]?.exchange ?? null
  const isProxy = (place: Asked) => target.vantages.some(({ name, kind }) => name === place.vantage && kind === 'proxy')
  return asked.map((place) => {
    const why = place.exchange && isProxy(place) ? strangeAnswer(place.exchange, here) : undefined
    return why === undefined ? place : { vantage: place.vantage, exchange: null, why }
  })
}

/** The same request from here and from each of `names`, at once; where they differ, both sides are asked again. */
export async function askPlaces(
  context: CheckContext,
  input: VantageInput,
  names: readonly string[],
): Promise<{ places: Asked[]; steadiness: Steadiness }> {
  const ask = askerOf(context, input)
  const asked = await Promise.all([undefined, ...names].map((name) => askPlace(ask, name)))
  const places = withoutStrange(asked, context)
  const refused = places.find(({ exchange }) => exchange && isStopped(exchange) && !exchange.byProxy)
  const passed = places.filter(({ exchange }) => exchange && readOutcome(exchange).kind === 'passed')
  if (!refused?.exchange || passed.length === 0) return { places, steadiness: 'steady' }
  const { steadiness } = await askAgain({
    refusal: refused.exchange,
    askRefused: () => ask(refused.vantage, true),
    askPassed: passed.map(
      ({ vantage }) =>
        () =>
          ask(vantage, true),
    ),
  })
  return { places, steadiness }
}
