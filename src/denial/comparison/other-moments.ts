import type { Exchange } from '../../exchange.ts'
import { type Comparison, nameOf, passed, type Seen } from './comparison.ts'
import { lastingHeaders } from './other-headers.ts'

const TURNED = {
  means: 'The same request of the same caller passed first and was refused then: it is counted, or not all instances agree',
  causes: { 'rate-limit': 0.7 },
} as const
const CHANGES = {
  means: 'The same request of the same caller is refused and passes in turn: not all instances agree, or it is counted',
  causes: { 'acl-misconfigured': 0.5, 'rate-limit': 0.4 },
} as const

/**
 * Where the very same request of one caller, whoever it is, passed and was refused, what changed is the time or the
 * count, or not all instances agree: who passes proves nothing then. Passing after a refusal speaks against a counter.
 * A refusal with another status is another refuser's.
 */
export function changedAnswers(sameRequest: readonly Seen[], refusedWith: number): Comparison[] {
  const calls = Map.groupBy(sameRequest, ({ exchange }) => `${exchange.as} ${lastingHeaders(exchange.request.headers)}`)
  const found = [...calls.values()].flatMap((same) => {
    const pass = same.find(passed)
    const refusals = same.filter((each) => !passed(each) && each.status === refusedWith).map(({ index }) => index)
    if (!pass || refusals.length === 0) return []
    const recovered = same.some((each) => passed(each) && refusals.some((index) => index < each.index))
    const text = `${pass.exchange.request.method} as ${nameOf(pass.exchange)}: ${pass.status}`
    return [{ exchange: pass.index, text, ...(recovered ? CHANGES : TURNED) }]
  })
  const changes = found.filter(({ means }) => means === CHANGES.means)
  return changes.length > 0 ? changes : found
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
