import type { Exchange } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import type { Connection } from '../connection.ts'
import { readOutcome } from '../read-outcome.ts'
import { safeRequest } from '../safe-request.ts'
import { volley } from '../steadiness/ask-again.ts'
import type { NetworkFinding } from './network-finding.ts'
import type { Allowance } from './probe-allowance.ts'

const AGAIN_MAX = 3

type Http2Part = Pick<NetworkFinding, 'http2' | 'http2Flips' | 'http2Status'>
type Asked = { as: string; connection: Connection; address: string | undefined; allowance: Allowance }

function sideOf(exchanges: readonly Exchange[]): 'passed' | 'refused' | 'neither' {
  const kinds = exchanges.map((exchange) => readOutcome(exchange).kind)
  if (kinds.every((kind) => kind === 'passed')) return 'passed'
  return kinds.every((kind) => kind === 'refused' || kind === 'hidden') ? 'refused' : 'neither'
}

/**
 * Whether HTTP/2 is answered otherwise than HTTP/1.1, at one and the same address. Where they differ each is asked again, in a
 * row, so that nodes that take turns do not look like protocols. Only over a certificate that is trusted: something is sent.
 */
export async function tryHttp2(context: CheckContext, { as, connection: { tls }, address, allowance }: Asked): Promise<Http2Part> {
  const http2 = tls?.alpn === 'h2'
  if (!http2 || !tls.verified || allowance.left() < 2) return { http2, http2Flips: false }
  const place = { ...safeRequest(context.request), as, follow: false, ...(address !== undefined && { address }) }
  const ask = (over2: boolean, fresh: boolean) => context.probe({ ...place, ...(over2 && { http2: true }), fresh })
  allowance.spend(2)
  const [two, one] = await Promise.all([ask(true, false), ask(false, false)])
  const status = two.response ? { http2Status: two.response.status } : {}
  const sides = [sideOf([two]), sideOf([one])]
  const times = Math.min(AGAIN_MAX, Math.floor(allowance.left() / 2))
  if (!sides.includes('passed') || !sides.includes('refused') || times === 0) return { http2, http2Flips: false, ...status }
  allowance.spend(times * 2)
  const twos = await volley(() => ask(true, true), times)
  const ones = await volley(() => ask(false, true), times)
  return { http2, http2Flips: sideOf(twos) === sides[0] && sideOf(ones) === sides[1], ...status }
}
