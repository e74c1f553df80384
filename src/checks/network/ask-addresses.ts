import type { Exchange } from '../../exchange.ts'
import type { CheckContext, ProbeRequest } from '../check.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'
import { readOutcome } from '../read-outcome.ts'
import { volley } from '../steadiness/ask-again.ts'
import { isStopped } from '../steadiness/is-stopped.ts'
import { SAFE_GET } from '../with-path.ts'

/** Asked again where addresses differ: a coin that falls alike three times more for each side is rare enough. */
const AGAIN_TIMES = 3

/** How each address answers: one that changes its mind is `unsteady`. */
export type NodeAnswer = { address: string; answer: 'passed' | 'refused' | 'unsteady' | 'silent'; why?: string }

/** The incident's request in its safe form. */
export function safeRequest({ request }: CheckContext): ProbeRequest {
  return isSafeMethod(request.method) ? {} : SAFE_GET
}

function answerOf(exchanges: readonly Exchange[]): NodeAnswer['answer'] {
  const passed = exchanges.filter((exchange) => readOutcome(exchange).kind === 'passed').length
  const stopped = exchanges.filter(isStopped).length
  if (passed > 0 && stopped > 0) return 'unsteady'
  return passed > 0 ? 'passed' : stopped > 0 ? 'refused' : 'silent'
}

/** The same request to each address, side by side; where they differ, each once more, so that chance is told from a node. */
export async function askAddresses(context: CheckContext, as: string, addresses: readonly string[]): Promise<NodeAnswer[]> {
  const ask = (address: string, fresh: boolean) => context.probe({ ...safeRequest(context), as, address, fresh })
  const first = await Promise.all(addresses.map((address) => ask(address, false)))
  const kinds = new Set(first.map((exchange) => answerOf([exchange])))
  const differs = kinds.has('passed') && kinds.has('refused')
  const again = differs ? await Promise.all(addresses.map((address) => volley(() => ask(address, true), AGAIN_TIMES))) : []
  return addresses.map((address, i) => {
    const exchange = first[i]
    const why = exchange?.failure?.message
    return { address, answer: answerOf([exchange ?? [], again[i] ?? []].flat()), ...(why !== undefined && { why }) }
  })
}
