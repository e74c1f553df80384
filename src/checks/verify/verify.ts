import type { Exchange } from '../../exchange.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { CheckFailed, decisiveResponse } from '../check-failed.ts'
import { isOutOfReach } from '../is-out-of-reach.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { readOutcome } from '../read-outcome.ts'
import { SAFE_GET, safeRequest } from '../safe-request.ts'
import { volley } from '../steadiness/ask-again.ts'
import { type CallsNeeded, callsNeeded } from './calls-needed.ts'
import { judgeAnswers } from './judge-answers.ts'
import { mustStayOut, refusalBefore } from './refusal-before.ts'
import { VERIFY_EXAMPLES } from './verify-examples.ts'
import { VerifyFinding, VerifyInput } from './verify-finding.ts'
import { verifyLine } from './verify-line.ts'

/** So many safe calls show, beside a write that is sent once, whether the path answers alike at all. */
const READING_CALLS = 3
/** Fewer safe calls that told something are no proof: a limiter or the network may have answered the others. */
const PROOF_CALLS_MIN = 3

type Asking = { context: CheckContext; as: string; before: Exchange; needed: CallsNeeded; out: readonly string[] }
type Others = Pick<VerifyFinding, 'keptOut' | 'passesToo' | 'notTold' | 'stillRefusedForOthers' | 'tooWide'>
type Own = Omit<VerifyFinding, keyof Others | 'identity' | 'method' | 'before' | 'comesAndGoes' | 'proven'>

/** With a token got anew, where the identity can: a grant is often in the next token only. */
function freshly({ identity }: CheckContext, as: string) {
  return { as, fresh: true, ...(identity(as).kind === 'oauth2' && { credential: 'fresh' as const }) }
}

/** Asks those who must stay refused; whoever cannot be asked, or meets a limiter only, proves nothing either way. */
async function askOthers({ context, out }: Asking): Promise<Others> {
  const safe = safeRequest(context.request)
  const kinds = await Promise.all(
    out.map(async (as) => {
      try {
        const { kind, verdict } = readOutcome(await context.probe({ ...safe, ...freshly(context, as) }))
        return verdict === 'rate-limited' ? 'none' : kind
      } catch (error) {
        if (isOutOfReach(error)) return 'none'
        throw error
      }
    }),
  )
  const keptOut = out.filter((_, i) => kinds[i] === 'refused' || kinds[i] === 'hidden')
  const passesToo = out.filter((_, i) => kinds[i] === 'passed')
  const notTold = out.filter((name) => !keptOut.includes(name) && !passesToo.includes(name))
  return {
    keptOut,
    passesToo,
    notTold,
    stillRefusedForOthers: keptOut.length > 0 && keptOut.length === out.length,
    tooWide: passesToo.length > 0,
  }
}

/** A safe request is sent several times: first once, so that a target that is away is not asked again and again. */
async function askSafely({ context, as, before, needed: { calls } }: Asking): Promise<Own> {
  const ask = () => context.probe(freshly(context, as))
  const first = await ask()
  decisiveResponse(first)
  return { sent: true, ...judgeAnswers([first, ...(await volley(ask, calls - 1))], before) }
}

/** An unsafe request is sent once, after all that can be asked safely, and not at all when that shows it to be of no use. */
async function askOnce({ context, as, before }: Asking, others: Others): Promise<Own> {
  const reading = await volley(() => context.probe({ ...SAFE_GET, ...freshly(context, as) }), READING_CALLS)
  const read = judgeAnswers(reading, before)
  const readingPasses = read.passes
  const hold = (heldBack: NonNullable<VerifyFinding['heldBack']>): Own => {
    const nothing = { of: 0, passedCount: 0, passes: false, refused: false, sameRefusal: false, limited: false }
    return { sent: false, heldBack, ...nothing, unstable: read.unstable, readingPasses, ...(read.status && { status: read.status }) }
  }
  if (others.tooWide) return hold('too-wide')
  if (read.unstable) return hold('unstable')
  const answer = await context.probe(freshly(context, as))
  if (answer.failure?.kind === 'needs-approval') return hold('needs-approval')
  if (answer.failure?.kind === 'refused') return hold('never')
  if (answer.failure)
    throw new CheckFailed(answer.failure.kind, `${answer.failure.message}; the ${context.request.method} may have arrived or not`)
  return { sent: true, ...judgeAnswers([answer], before), readingPasses }
}

/** Whether a fix holds. The incident room runs it when somebody presses "Verify the fix". */
export const verify = defineCheck({
  name: 'verify',
  summary: 'Sends the refused request again and says whether it passes now, steadily, and whether others stay refused.',
  input: VerifyInput,
  output: VerifyFinding,
  safety: 'needs approval',
  timeoutMs: 60_000,
  reads: 'path',
  prefetch: false,
  examples: VERIFY_EXAMPLES,
  async run({ as: asked, calls, keepOut }, context) {
    const as = context.identity(asked).name
    const before = refusalBefore(context, as)
    if (!before?.response) throw new CheckFailed('invalid', `nothing was refused to ${as} before: there is nothing to verify`)
    const out = keepOut?.map((name) => context.identity(name).name).filter((name) => name !== as) ?? mustStayOut(context, as)
    const needed = callsNeeded(context.exchanges, before, calls)
    const asking: Asking = { context, as, before, needed, out }
    const method = context.request.method.toUpperCase()
    const nobody = { keptOut: [], passesToo: [], notTold: [], stillRefusedForOthers: false, tooWide: false }
    const isSafe = isSafeMethod(method)
    const first = isSafe ? undefined : await askOthers(asking)
    const own = first ? await askOnce(asking, first) : await askSafely(asking)
    const others = first ?? (own.passes ? await askOthers(asking) : nobody)
    const comesAndGoes = !needed.canProve || needed.calls > calls
    const isEnough = !isSafe || own.of >= (comesAndGoes ? needed.calls : PROOF_CALLS_MIN)
    const proven = own.sent && own.passes && isEnough && needed.canProve && others.keptOut.length === out.length
    return { identity: as, method, before: before.response.status, ...own, ...others, comesAndGoes, proven }
  },
  line: verifyLine,
})
