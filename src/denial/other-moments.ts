import type { Exchange } from '../exchange.ts'
import { type Comparison, nameOf, passed, type Seen } from './comparison.ts'

/**
 * The very same request of the same caller passed as well: what changed is the time or the count, or not all instances
 * agree. Passing after a refusal speaks against a counter.
 */
export function passedBefore(same: readonly Seen[], own: { exchange: Exchange; index: number }): Comparison[] {
  const pass = same.find(passed)
  if (!pass) return []
  const refusals = [own.index, ...same.filter((each) => !passed(each)).map(({ index }) => index)]
  const recovered = same.some((each) => passed(each) && refusals.some((index) => index < each.index))
  const text = `${own.exchange.request.method} as ${nameOf(own.exchange)}: ${pass.status}`
  return [
    recovered
      ? {
          exchange: pass.index,
          text,
          means: 'The same request of the same caller is refused and passes in turn: not all instances agree, or it is counted',
          causes: { 'acl-misconfigured': 0.5, 'rate-limit': 0.4 },
        }
      : {
          exchange: pass.index,
          text,
          means: 'The same request of the same caller passed first and was refused then: it is counted, or not all instances agree',
          causes: { 'rate-limit': 0.7 },
        },
  ]
}

/** nginx answers 503 where `limit_req` and `limit_conn` stop a request; the same request passes at other moments then. */
export function limitedAs503(sameRequest: readonly Seen[], own: Exchange): Comparison[] {
  const pass = sameRequest.find(passed)
  const stopped = sameRequest.filter(({ status }) => status === 503).length
  if (own.response?.status !== 503 || !pass || stopped === 0) return []
  return [
    {
      exchange: pass.index,
      text: `${own.request.method} as ${nameOf(pass.exchange)}: ${pass.status}`,
      means: 'The same request passes at one moment and is answered 503 at another: a limiter, or a server with too much to do',
      causes: { 'rate-limit': 0.6 },
    },
  ]
}
