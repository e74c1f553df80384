import type { RunbookSet } from '../../runbook/tree.ts'
import type { Projection } from '../../store/incidents/projection.ts'
import { next } from '../../walk/next.ts'
import type { State } from '../../walk/state.ts'
import { trailOf } from '../../walk/trail.ts'
import type { WalkChecks } from '../../walk/walk-checks.ts'
import { findingsOver, isMachinesTurn, stateWord } from './standing.ts'

/** The row by which an incident is listed, and found when it is the machine's turn. */
export function projectionOf(state: State, set: RunbookSet, checks: WalkChecks): Projection {
  const { opened, conclusion, resolution } = state
  const now = next(state, set, checks)
  const denial = conclusion ? conclusion.denial : findingsOver(trailOf(state, set, checks)).denial
  const step = conclusion?.step ?? state.path.at(-1)?.step
  return {
    state: stateWord(state, now),
    status: conclusion?.status,
    target: opened.target,
    method: opened.request.method,
    url: opened.request.url,
    layer: resolution?.layer ?? denial?.layer,
    product: resolution?.product ?? denial?.product,
    cause: resolution?.cause ?? conclusion?.cause ?? denial?.cause,
    due: isMachinesTurn(now),
    title: step && set.stepByAddress.get(step)?.title,
    openedAt: state.openedAt,
    closedAt: resolution?.at ?? conclusion?.at,
  }
}
