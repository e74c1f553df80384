import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { isOutOfReach } from '../is-out-of-reach.ts'
import { readOutcome } from '../read-outcome.ts'
import { safeRequest } from '../safe-request.ts'
import type { Unseen } from '../sources/unseen.ts'
import { looksAlike } from '../steadiness/answer-look.ts'
import { askAgain } from '../steadiness/ask-again.ts'
import type { TokenFinding } from './token-finding.ts'

type Fresh = Pick<TokenFinding, 'freshTried' | 'freshPasses' | 'freshRefused' | 'freshStatus' | 'freshUnstable'>

/** What a fresh token is answered, and what kept us from trying one. */
export type FreshTry = { finding: Fresh; unseen: Unseen[] }

/** Nothing was tried: nobody asked for it, or no identity can get a token anew, which is a matter of configuration and hides nothing. */
export const NO_FRESH: FreshTry = {
  finding: { freshTried: false, freshPasses: false, freshRefused: false, freshUnstable: false },
  unseen: [],
}

/** Whose token is tried, and who gets a fresh one: another identity where the token was pasted and that one is the same person. */
type Pair = { as: string; freshAs: string }

function notTried(why: string): FreshTry {
  return { ...NO_FRESH, unseen: [{ source: 'fresh token', why }] }
}

/** Both sides of the pair, asked by reading. The old token is sent as it was read, whatever the identity holds by then. */
async function askersFor(context: CheckContext, { as, freshAs }: Pair) {
  const { authorization } = (await context.credential(as)).headers
  const read = safeRequest(context.request)
  const old: ProbeRequest = { ...read, as, fresh: true, ...(authorization !== undefined && { headers: { authorization } }) }
  const renewed: ProbeRequest = { ...read, as: freshAs, fresh: true }
  return {
    askOld: () => context.probe(old),
    askFresh: () => context.probe({ ...renewed, credential: 'fresh' }),
    askFreshAgain: () => context.probe(renewed),
  }
}

function isRefused(exchange: Exchange): boolean {
  return ['refused', 'hidden'].includes(readOutcome(exchange).kind)
}

async function compareBoth(context: CheckContext, pair: Pair): Promise<FreshTry> {
  const { askOld, askFresh, askFreshAgain } = await askersFor(context, pair)
  const [old, fresh] = await Promise.all([askOld(), askFresh()])
  if (!fresh.response) return notTried(fresh.failure?.message ?? 'no answer came')
  const helps = isRefused(old) && readOutcome(fresh).kind === 'passed'
  const again = helps ? await askAgain({ refusal: old, askRefused: askOld, askPassed: [askFreshAgain] }) : undefined
  const isSteady = again === undefined || again.steadiness === 'steady'
  const finding: Fresh = {
    freshTried: true,
    freshPasses: helps && isSteady,
    freshRefused: isRefused(old) && isRefused(fresh) && looksAlike(old, fresh),
    freshStatus: fresh.response.status,
    freshUnstable: !isSteady,
  }
  return { finding, unseen: [] }
}

/** Sends the request with the old token and with one that was got anew; unsafe methods are left alone, the path is read instead. */
export async function tryFreshToken(context: CheckContext, pair: Pair | undefined): Promise<FreshTry> {
  if (!pair) return NO_FRESH
  try {
    return await compareBoth(context, pair)
  } catch (error) {
    if (isOutOfReach(error)) return notTried(error.message.replace(/\.$/, ''))
    throw error
  }
}
