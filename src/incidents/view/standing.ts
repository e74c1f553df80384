import { isRefusal } from '../../denial/denial.ts'
import type { Exchange } from '../../exchange.ts'
import type { Conclusion, Status } from '../../walk/event.ts'
import { isLostWrite } from '../../walk/lost-write.ts'
import type { Next } from '../../walk/next.ts'
import { denialOver, exchangesOf } from '../../walk/scope-over.ts'
import type { State } from '../../walk/state.ts'
import type { Trail } from '../../walk/trail.ts'
import { isUnsafe } from '../request/approval-offer.ts'
import type { IncidentView } from '../view.ts'

/** Whose turn it is, in one word. */
export function stateWord(state: State, next: Next): IncidentView['state'] {
  if (state.resolution) return 'resolved'
  if (state.conclusion) return 'concluded'
  if (state.question) return 'asking'
  return next.kind === 'stuck' ? 'stuck' : 'checking'
}

/** Whether the machine has something to do. */
export function isMachinesTurn(next: Next): boolean {
  return !['wait', 'stuck', 'done'].includes(next.kind)
}

/** What was refused, as far as the path has seen. Without any exchange the verdict is `unreachable`: no answer, no guess. */
export function findingsOver(trail: Trail): Pick<Conclusion, 'denial' | 'verdict'> {
  if (exchangesOf(trail).length === 0 || isWithoutSecret(trail)) return { denial: null, verdict: 'unreachable' }
  const denial = denialOver(trail)
  return { denial: isRefusal(denial.verdict) ? denial : null, verdict: denial.verdict }
}

/**
 * The status of a walk that reached an outcome by itself. While the incident's own request was held back nothing can
 * be said to have passed: an outcome that names a cause was settled by safe probes, one that names none needs a person
 * to approve (or, when the answer to an approved write was lost, to look whether it arrived), and where the target never
 * allows that method it was refused. A pass, or no answer at all, is explained where the outcome names a cause: others, or
 * other ways to the target, are refused.
 */
export function outcomeStatus(trail: Trail, { verdict, cause }: Pick<Conclusion, 'verdict' | 'cause'>): Status {
  if (isRefusal(verdict)) return 'concluded'
  const exchanges = exchangesOf(trail)
  if (isWriteUnanswered(trail, exchanges)) return cause === 'unknown' ? 'needs-human' : 'concluded'
  if (exchanges.some(isNeverAllowed)) return cause === 'unknown' ? 'refused' : 'concluded'
  if (isRefusedBySafety(trail)) return 'refused'
  if (cause !== 'unknown' && verdict !== 'not-found') return 'concluded'
  return verdict === 'unreachable' ? 'failed' : 'not-reproduced'
}

function isWriteUnanswered({ consumed }: Trail, exchanges: readonly Exchange[]): boolean {
  return exchanges.some(({ failure }) => failure?.kind === 'needs-approval') || [...consumed.values()].some(isLostWrite)
}

/** Whether this is an unsafe request that the target's configuration never lets out. */
function isNeverAllowed({ request, failure }: Exchange): boolean {
  return failure?.kind === 'refused' && isUnsafe(request.method)
}

/** How an incident stands now. An open one needs a person, unless our own safety refused its very first probe. */
export function statusNow(state: State, trail: Trail): Status {
  if (state.conclusion) return state.conclusion.status
  if (state.resolution) return 'concluded'
  return isRefusedBySafety(trail) ? 'refused' : 'needs-human'
}

/** Whether the subject could not ask at all, for want of its secret or token: what others were answered is not its refusal. */
function isWithoutSecret({ findings }: Trail): boolean {
  const asked = findings.get('request')?.finding
  return asked?.kind === 'failed' && (asked.failed === 'secret-missing' || asked.failed === 'no-token')
}

/** Whether our own safety refused the first probe and no other brought an answer. */
function isRefusedBySafety(trail: Trail): boolean {
  const exchanges = exchangesOf(trail)
  return exchanges[0]?.failure?.kind === 'refused' && exchanges.every((exchange) => exchange.response === null)
}
