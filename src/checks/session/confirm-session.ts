import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { SAFE_GET } from '../safe-request.ts'
import { askAgain, changeOf, volley } from '../steadiness/ask-again.ts'

/** So many safe calls show whether the path answers alike at all. */
const SAFE_TIMES = 5

/**
 * What is to be confirmed: `fresh` is the request with a fresh session where that decides, `own` the one with a token, origin
 * or header where that decides.
 */
type Session = { as: string; baseline: Exchange; fresh: ProbeRequest | false; own: ProbeRequest | false }

/**
 * Asks again before anything is read into what a fresh session or token changed: whether the old session stays refused and the
 * fresh one keeps passing, and whether reading the path is answered alike each time. A write is not repeated, so the latter is
 * all that can be known of it.
 */
export async function confirmSession(context: CheckContext, session: Session): Promise<{ fresh: boolean; reading: boolean }> {
  const { fresh, own } = session
  const isRead = isSafeMethod(context.request.method)
  const [freshStays, readingStays] = await Promise.all([
    fresh === false || isSteady(context, session, fresh),
    own === false || (isRead ? isSteady(context, session, own) : isReadingSteady(context, session)),
  ])
  return { fresh: freshStays, reading: readingStays }
}

async function isSteady({ probe }: CheckContext, { as, baseline }: Session, passed: ProbeRequest): Promise<boolean> {
  const askRefused = () => probe({ ...SAFE_GET, as, fresh: true })
  const { steadiness } = await askAgain({ refusal: baseline, askRefused, askPassed: [() => probe({ ...passed, fresh: true })] })
  return steadiness === 'steady'
}

async function isReadingSteady({ probe }: CheckContext, { as, baseline }: Session): Promise<boolean> {
  const answers = await volley(() => probe({ ...SAFE_GET, as, fresh: true }), SAFE_TIMES)
  return changeOf(as, [baseline, ...answers]) === undefined
}
