import type { Exchange } from '../exchange.ts'
import { redactText } from '../redaction/redact-text.ts'
import { uniqueReferences } from './answer/known-references.ts'
import { compareExchanges } from './comparison/compare-exchanges.ts'
import type { Comparison } from './comparison/comparison.ts'
import { pickExchange } from './comparison/pick-exchange.ts'
import type { Denial, Evidence, Verdict } from './denial.ts'
import { withLogLines } from './log-lines/with-log-lines.ts'
import { sharedFinder } from './matching/shared-finder.ts'
import type { SignatureFinder } from './matching/signature-finder.ts'
import { quote } from './quote.ts'
import { readRefusal } from './refusal/read-refusal.ts'
import type { Refusal } from './refusal/refusal.ts'
import { NO_REFUSAL, unanswered } from './refusal/unanswered.ts'
import { rankCauses, weighCauses } from './refusal/weigh-causes.ts'
import type { Causes } from './signature.ts'
import { withoutSecrets } from './without-secrets.ts'

/** None are known here; one list, so that what is prepared for it is kept. */
const NO_SECRETS: readonly string[] = []
const LIKELY = 0.5
/** Another moment or another server may have been the difference. */
const PROVED_BY_PASSING = 0.75
/** From here on the answer itself names its reason. */
const NAMED = 0.65

/**
 * Who refused and why, read from exchanges in path order: the subject's own request first, then what else was tried.
 * The refusal explained is the last one of the subject's request; the other exchanges add evidence. Pure; never throws.
 * A line of a log that tells of one of the exchanges outweighs what its answer says. `confidence` is how sure the layer
 * and product are. Quotes are redacted. `find` knows every signature unless told otherwise.
 */
export function identify(exchanges: readonly Exchange[], find?: SignatureFinder): Denial {
  const index = pickExchange(exchanges)
  const exchange = index === undefined ? undefined : exchanges[index]
  if (index === undefined || !exchange) return NO_REFUSAL
  const { response } = exchange
  const finder = find ?? sharedFinder()
  if (!response) return withLogLines(unanswered(exchanges, index, finder), exchanges, index)
  const refusal = readRefusal({ ...exchange, response }, finder)
  const comparisons = exchanges.length > 1 ? compareExchanges(exchanges, index) : []
  return withoutSecrets(withLogLines(denialOf({ refusal, comparisons, index }), exchanges, index), exchange)
}

function denialOf({ refusal, comparisons, index }: { refusal: Refusal; comparisons: readonly Comparison[]; index: number }): Denial {
  const refused = refusal.verdict !== 'allowed' || refusal.product !== 'unknown'
  const telling = refused ? comparisons : []
  const weights = weighCauses([...refusal.hints, ...hintsOf(telling, refusal)])
  const { cause, causes } = rankCauses(weights.size === 0 && refusal.usual ? weighCauses([refusal.usual]) : weights)
  const { layer, product, confidence } = refuserOf(refusal, telling)
  return {
    verdict: finalVerdict(refusal, causes, telling),
    layer,
    product,
    cause,
    causes,
    ...(refusal.rule === undefined ? {} : { rule: redactText(refusal.rule, NO_SECRETS) }),
    confidence,
    evidence: evidenceOf(refusal, telling, index),
    via: refusal.via.filter((carrier) => carrier.product !== product),
    references: uniqueReferences(refusal.references),
  }
}

/** A product that names itself refused, whatever else passed; where none does, passing past an edge proves the edge. */
function refuserOf(refusal: Refusal, comparisons: readonly Comparison[]): Pick<Denial, 'layer' | 'product' | 'confidence'> {
  const proved = comparisons.find(({ refusedBy }) => refusedBy)?.refusedBy
  if (!proved || refusal.product !== 'unknown') return refusal
  return { layer: proved.layer, product: proved.product, confidence: PROVED_BY_PASSING }
}

/**
 * What comparisons add to the causes. An answer that names its reason outweighs them: that others pass is what one
 * would expect then. Each kind of hint counts once, since ten identities that pass prove no more than one.
 */
function hintsOf(comparisons: readonly Comparison[], refusal: Refusal): Causes[] {
  const named = rankCauses(weighCauses(refusal.hints)).causes[0]
  if (named && named.confidence >= NAMED) return []
  const kinds = new Map(comparisons.map(({ causes }) => [JSON.stringify(causes), causes]))
  return [...kinds.values()]
}

/**
 * A 403 may be a limiter or a challenge; a 404 that somebody else passes is a refusal in disguise; nginx says 503 for a
 * limiter, which only calls that passed can tell from an outage.
 */
function finalVerdict(refusal: Refusal, causes: Denial['causes'], comparisons: readonly Comparison[]): Verdict {
  if (refusal.verdict === 'error' && refusal.product === 'nginx' && comparisons.length > 0) return 'rate-limited'
  if (refusal.verdict === 'not-found') return comparisons.some(({ masked }) => masked) ? 'disguised' : 'not-found'
  if (refusal.verdict !== 'denied') return refusal.verdict
  const top = causes[0]
  if (top === undefined || top.confidence < LIKELY) return 'denied'
  if (top.cause === 'rate-limit') return 'rate-limited'
  return top.cause === 'bot-challenge' ? 'challenged' : 'denied'
}

function evidenceOf(refusal: Refusal, comparisons: readonly Comparison[], index: number): Evidence[] {
  const own = refusal.sights.map(({ where, text, means }) => ({ exchange: index, where, text: quote(text), means }))
  const others = comparisons.map(({ exchange, text, means }) => ({ exchange, where: 'status', text: quote(text), means }))
  return [...own, ...others]
}
