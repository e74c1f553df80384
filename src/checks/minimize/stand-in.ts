import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { decisiveResponse } from '../check-failed.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { lastRefusal, readOutcome } from '../read-outcome.ts'
import { SAFE_GET } from '../safe-request.ts'
import { looksAlike } from '../steadiness/answer-look.ts'

const METHODS = ['GET', 'HEAD', 'OPTIONS']

/**
 * What is asked again and again: the incident's request when it is safe, else GET, HEAD or OPTIONS of the same URL when it is
 * refused in the same way. `none` where an unsafe method alone is refused, and nobody may repeat that.
 */
export type StandIn =
  | { kind: 'refused'; probe: ProbeRequest; method: string; exchange: Exchange }
  | { kind: 'passes'; method: string }
  | { kind: 'none' }

function judge(probe: ProbeRequest, method: string, exchange: Exchange): StandIn {
  return readOutcome(exchange).kind === 'refused' ? { kind: 'refused', probe, method, exchange } : { kind: 'passes', method }
}

/** Finds what to ask. @throws CheckFailed where no answer comes */
export async function findStandIn({ probe, request, exchanges }: CheckContext, as: string): Promise<StandIn> {
  const method = request.method.toUpperCase()
  if (isSafeMethod(method)) {
    const exchange = await probe({ as })
    decisiveResponse(exchange)
    return judge({}, method, exchange)
  }
  const known = lastRefusal(exchanges)
  const own = known?.request.method === method ? known : undefined
  const answers = await Promise.all(METHODS.map((safe) => probe({ ...SAFE_GET, method: safe, as })))
  const found = answers.findIndex((answer, i) => {
    if (readOutcome(answer).kind !== 'refused') return false
    return own ? looksAlike(own, answer) : i === 0
  })
  const [safe, exchange] = [METHODS[found], answers[found]]
  return safe && exchange ? { kind: 'refused', probe: { ...SAFE_GET, method: safe }, method: safe, exchange } : { kind: 'none' }
}
