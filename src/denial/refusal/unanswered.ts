import type { Exchange } from '../../exchange.ts'
import type { Denial } from '../denial.ts'
import type { SignatureFinder } from '../matching/signature-finder.ts'
import { quote } from '../quote.ts'
import { readRefusal } from './read-refusal.ts'
import { refusedHandshake } from './refused-handshake.ts'

/** Something at the edge of the target ends TLS; which kind of server it is, the handshake does not tell. */
const EDGE_CONFIDENCE = 0.5

/** Nothing was asked, so nothing is known. */
export const NO_REFUSAL: Denial = {
  verdict: 'allowed',
  layer: 'unknown',
  product: 'unknown',
  cause: 'unknown',
  causes: [],
  confidence: 0,
  evidence: [],
  via: [],
  references: [],
}

/** The denial over an exchange that brought no answer: `unreachable`, unless the server has refused in the TLS handshake already. */
export function unanswered(exchanges: readonly Exchange[], index: number, find: SignatureFinder): Denial {
  const exchange = exchanges[index]
  const refused = exchange && refusedHandshake(exchange)
  const said = { exchange: index, where: 'status' as const, text: wordsOf(exchange) }
  if (!refused) return { ...NO_REFUSAL, verdict: 'unreachable', evidence: [{ ...said, means: 'No answer came back' }] }
  return {
    ...NO_REFUSAL,
    ...edgeOf(exchanges, exchange, find),
    verdict: 'denied',
    cause: 'client-certificate',
    causes: [{ cause: 'client-certificate', confidence: refused.confidence }],
    evidence: [{ ...said, means: refused.means }],
  }
}

function wordsOf(exchange: Exchange | undefined): string {
  const failure = exchange?.failure
  return quote(failure ? `${failure.kind}: ${failure.message}` : 'no response')
}

/** Who ends TLS there: whoever names itself in another answer of the same host, or alone carried it; else some web server. */
function edgeOf(
  exchanges: readonly Exchange[],
  refused: Exchange,
  find: SignatureFinder,
): Pick<Denial, 'layer' | 'product' | 'confidence'> {
  const host = hostOf(refused)
  for (const exchange of exchanges) {
    const { response, vantage } = exchange
    if (!response || vantage !== refused.vantage || hostOf(exchange) !== host) continue
    const { layer, product, via } = readRefusal({ ...exchange, response }, find)
    const edge = product === 'unknown' && via.length === 1 ? via[0] : { layer, product }
    if (edge && edge.product !== 'unknown') return { ...edge, confidence: EDGE_CONFIDENCE }
  }
  return { layer: 'web-server', product: 'unknown', confidence: EDGE_CONFIDENCE }
}

function hostOf({ request }: Exchange): string | undefined {
  return URL.parse(request.url)?.host
}
