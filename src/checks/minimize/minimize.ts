import { isCredentialHeader } from '../../redaction/sensitive-name.ts'
import { type CheckContext, defineCheck } from '../check.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { CONFIRM_PROBES, confirmParts } from './confirm-parts.ts'
import { judgeSearch, unsearched } from './judge-search.ts'
import { MINIMIZE_EXAMPLES } from './minimize-examples.ts'
import { MinimizeFinding, MinimizeInput } from './minimize-finding.ts'
import { minimizeLine } from './minimize-line.ts'
import type { Sending } from './request-with.ts'
import { requestWith } from './request-with.ts'
import { searchParts } from './search-parts.ts'
import { findStandIn, type StandIn } from './stand-in.ts'
import { createTrials } from './trials.ts'

/** The request as it is sent by `stand`, with the headers of who asks apart from the person's own. */
async function sendingOf(context: CheckContext, as: string, { probe, method }: StandIn & { kind: 'refused' }): Promise<Sending> {
  const { request } = context
  const left = new Set(probe.without)
  const own = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const { headers: identity } = await context.credential(as)
  const headers = Object.fromEntries(own.filter(([name]) => !isCredentialHeader(name) && !left.has(name)))
  const body = probe.body === null ? null : (request.body ?? null)
  return { as, probe, request: { method, url: request.url, headers, identity, body } }
}

/** Takes the refused request apart until it is known which part of it is refused. It runs only when the walk comes to it: it takes many probes. */
export const minimize = defineCheck({
  name: 'minimize',
  summary: 'Leaves out headers, cookies, parameters and body fields until it is known which of them the refusal hangs on.',
  input: MinimizeInput,
  output: MinimizeFinding,
  safety: 'safe',
  timeoutMs: 30_000,
  reads: 'path',
  prefetch: false,
  examples: MINIMIZE_EXAMPLES,
  async run({ as, allowed, probes }, context) {
    const stand = await findStandIn(context, as)
    const { request, target } = context
    const isSafe = isSafeMethod(request.method)
    const method = stand.kind === 'none' ? request.method.toUpperCase() : stand.method
    const asked = { method, safeInstead: !isSafe && stand.kind === 'refused', bodyLeft: !isSafe && (request.body ?? '') !== '' }
    if (stand.kind !== 'refused') return unsearched(stand.kind, asked)
    const sending = await sendingOf(context, as, stand)
    const send = (fresh: boolean) => (changes: Parameters<typeof requestWith>[1]) =>
      context.probe({ ...requestWith(sending, changes), fresh })
    const max = Math.max(0, Math.min(probes, target.probesLeft() - CONFIRM_PROBES))
    const trials = createTrials({ send: send(false), refusal: stand.exchange, max })
    const searched = await searchParts({ trials, request: sending.request, as: context.identity(as).name, allowed })
    const confirm = { refusal: stand.exchange, searched, tried: trials.tried(), sendAgain: send(true) }
    const steadiness = trials.stopped() === 'rate' ? 'steady' : await confirmParts(confirm)
    return judgeSearch({ asked, request: sending.request, searched, steadiness, trials })
  },
  line: minimizeLine,
})
