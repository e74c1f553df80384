import { type Exchange, wasSent } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { readOutcome } from '../read-outcome.ts'
import { safeRequest } from '../safe-request.ts'
import type { Unseen } from '../sources/unseen.ts'
import { volley } from '../steadiness/ask-again.ts'
import type { Allowance } from './probe-allowance.ts'

/** Asked again where addresses differ: a coin that falls alike three times more for each side is rare enough. */
const AGAIN_MAX = 3
/** For a client certificate that may be asked for. */
const KEPT_BACK = 2

/** How an address answers: `unsteady` changes its mind, `broken` gives errors, `silent` nothing, `unasked` was not asked for a reason of ours. */
export type NodeAnswer = { address: string; answer: 'passed' | 'refused' | 'unsteady' | 'broken' | 'silent' | 'unasked' }

/** What the addresses answered. `differs` is what the first round showed, `confirmed` that a second one spoke not against it. */
export type Nodes = { nodes: NodeAnswer[]; differs: boolean; confirmed: boolean; unseen: Unseen[] }

function answerOf(exchanges: readonly Exchange[]): NodeAnswer['answer'] {
  const kinds = new Set(exchanges.map((exchange) => readOutcome(exchange).kind))
  const isStopped = kinds.has('refused') || kinds.has('hidden')
  if (kinds.has('passed')) return isStopped ? 'unsteady' : 'passed'
  if (isStopped) return 'refused'
  if (kinds.has('error')) return 'broken'
  return exchanges.some(wasSent) ? 'silent' : 'unasked'
}

/** How often each of `count` is asked again, those first that come first. */
function timesOf(i: number, { left, count }: { left: number; count: number }): number {
  return Math.min(AGAIN_MAX, Math.max(0, Math.floor((left - i - 1) / count) + 1))
}

type Answered = { address: string; exchanges: Exchange[] }

function isTelling({ exchanges }: Answered): boolean {
  return ['passed', 'refused'].includes(answerOf(exchanges))
}

/** Adds further answers of each address that passed or refused; each is asked in a row, so that turns taken between nodes behind it show. */
async function confirm(first: readonly Answered[], ask: (address: string) => Promise<Exchange>, allowance: Allowance): Promise<Answered[]> {
  const refusedFirst = first.filter(isTelling).sort((a, b) => answerOf(b.exchanges).localeCompare(answerOf(a.exchanges)))
  const room = { left: allowance.left() - KEPT_BACK, count: refusedFirst.length }
  const times = new Map(refusedFirst.map(({ address }, i) => [address, timesOf(i, room)]))
  allowance.spend([...times.values()].reduce((sum, each) => sum + each, 0))
  return Promise.all(
    first.map(async ({ address, exchanges }) => ({
      address,
      exchanges: [...exchanges, ...(await volley(() => ask(address), times.get(address) ?? 0))],
    })),
  )
}

function unseenOf(answered: readonly Answered[], all: readonly string[]): Unseen[] {
  const skipped = all.length - answered.length
  const stopped = answered.flatMap(({ address, exchanges: [exchange] }) =>
    exchange && answerOf([exchange]) === 'unasked' ? [{ source: address, why: exchange.failure?.message ?? 'it was not asked' }] : [],
  )
  const rest = { source: `${skipped} of ${all.length} addresses`, why: 'more are not asked at once' }
  return skipped > 0 && all.length > 1 ? [...stopped, rest] : stopped
}

type Asked = { as: string; addresses: readonly string[]; max: number; allowance: Allowance }

/**
 * The same request to each address, side by side; where they differ, those that passed and refused are asked again, so that
 * chance is told from a node. A redirect is an address's own answer. One address alone is not asked: others ask it all the time.
 */
export async function askAddresses(context: CheckContext, { as, addresses, max, allowance }: Asked): Promise<Nodes> {
  const room = Math.min(max, allowance.left() - KEPT_BACK)
  const chosen = addresses.length > 1 && room > 1 ? addresses.slice(0, room) : []
  allowance.spend(chosen.length)
  const ask = (address: string, fresh: boolean) => context.probe({ ...safeRequest(context.request), as, address, follow: false, fresh })
  const first = await Promise.all(chosen.map(async (address) => ({ address, exchanges: [await ask(address, false)] })))
  const kinds = new Set(first.map(({ exchanges }) => answerOf(exchanges)))
  const differs = kinds.has('passed') && kinds.has('refused')
  const answered = differs ? await confirm(first, (address) => ask(address, true), allowance) : first
  const confirmed = differs && answered.filter(isTelling).every(({ exchanges }) => exchanges.length > 1)
  const nodes = answered.map(({ address, exchanges }) => ({ address, answer: answerOf(exchanges) }))
  return { nodes, differs, confirmed, unseen: unseenOf(answered, addresses) }
}
