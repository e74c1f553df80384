import { identify } from '../../denial/identify.ts'
import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'
import { looksAlike } from '../steadiness/answer-look.ts'
import { isStopped } from '../steadiness/is-stopped.ts'
import type { Refuser, VerifyFinding } from './verify-finding.ts'

/** Answers of one kind against the refusal before. */
type Judged = Pick<
  VerifyFinding,
  'of' | 'passedCount' | 'passes' | 'refused' | 'sameRefusal' | 'unstable' | 'limited' | 'status' | 'verdict' | 'refuser'
>

/**
 * What the answers amount to. A 404 is a refusal only where the refusal before was one. What a limiter answers tells nothing,
 * unless it was the limiter that refused before: our own calls may have woken it.
 */
export function judgeAnswers(answers: readonly Exchange[], before: Exchange): Judged {
  const wasHidden = readOutcome(before).kind === 'hidden'
  const wasLimit = isLimit(before)
  const tells = answers.filter((answer) => answer.response && (wasLimit || !isLimit(answer)))
  const stops = tells.filter((answer) => (wasHidden ? isStopped(answer) : readOutcome(answer).kind === 'refused'))
  const passedCount = tells.filter((answer) => readOutcome(answer).kind === 'passed').length
  const last = stops.at(-1) ?? tells.at(-1) ?? answers.findLast(({ response }) => response)
  const refused = tells.length > 0 && stops.length === tells.length
  return {
    of: tells.length,
    passedCount,
    passes: tells.length > 0 && passedCount === tells.length,
    refused,
    sameRefusal: refused && isSameRefusal(before, stops),
    unstable: passedCount > 0 && passedCount < tells.length,
    limited: tells.length === 0 && answers.some(isLimit),
    ...(last?.response && { status: last.response.status, verdict: readOutcome(last).verdict }),
    ...(refused && last && { refuser: refuserOf(last) }),
  }
}

function isLimit(exchange: Exchange): boolean {
  return readOutcome(exchange).verdict === 'rate-limited'
}

/** Who refused, by one answer alone, so that before and now are read in the same way. */
function refuserOf(exchange: Exchange): Refuser {
  const { layer, product, cause, rule } = identify([exchange])
  return { layer, product, cause, ...(rule !== undefined && { rule }) }
}

/** The same party for the same reason; and in the same words, where its words are the same each time. */
function isSameRefusal(before: Exchange, now: readonly Exchange[]): boolean {
  const [first, ...rest] = now
  if (!first || !now.every((answer) => traitsOf(answer) === traitsOf(before))) return false
  const changesEachTime = rest.some((answer) => !looksAlike(first, answer))
  return changesEachTime || now.some((answer) => looksAlike(before, answer))
}

function traitsOf(exchange: Exchange): string {
  const { layer, product, cause, rule } = refuserOf(exchange)
  return JSON.stringify([exchange.response?.status, readOutcome(exchange).verdict, layer, product, cause, rule])
}
