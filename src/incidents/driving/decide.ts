import type { CheckResult } from '../../checks/finding.ts'
import type { Config } from '../../config/config.ts'
import type { RunbookSet } from '../../runbook/tree.ts'
import type { Conclusion, EventBody } from '../../walk/event.ts'
import { type Next, next } from '../../walk/next.ts'
import { reduce } from '../../walk/reduce.ts'
import type { State } from '../../walk/state.ts'
import { trailOf } from '../../walk/trail.ts'
import { hasResult } from '../../walk/verification-runs.ts'
import type { WalkChecks } from '../../walk/walk-checks.ts'
import { buildConclusion } from './build-conclusion.ts'

/** What the machine decided: events to append in one go, the state after them, and what comes next. */
export type Decision = { bodies: EventBody[]; state: State; next: Next }

type Ground = { set: RunbookSet; checks: WalkChecks; config: Config; now: Date }

/**
 * Drives the walk as far as the results at hand take it: takes in everything that `arrived`, enters steps, asks,
 * concludes. Pure: decided on the state given, to be decided again when that one is no longer the last.
 */
export function decide(state: State, arrived: ReadonlyMap<string, CheckResult>, ground: Ground): Decision {
  const decision: Decision = { bodies: [], state, next: next(state, ground.set, ground.checks) }
  if (decision.next.kind === 'done') return decision
  const fresh = [...arrived].filter(([key]) => !hasResult(state, key))
  add(
    fresh.map(([key, result]) => ({ type: 'checked', data: { key, result } })),
    decision,
    ground,
  )
  for (let body = bodyOf(decision, ground); body; body = bodyOf(decision, ground)) add([body], decision, ground)
  return decision
}

/** The state after `bodies`, as it will be when they are the next events of the log. */
export function stateAfter(
  state: State,
  bodies: readonly EventBody[],
  by: { actor: { kind: 'machine' } | Parameters<typeof reduce>[1]['actor']; at: Date },
): State {
  return bodies.reduce<State>((before, body) => reduce(before, { ...body, incident: before.incident, seq: before.seq + 1, ...by }), state)
}

function add(bodies: readonly EventBody[], decision: Decision, ground: Ground): void {
  decision.bodies.push(...bodies)
  decision.state = stateAfter(decision.state, bodies, { actor: { kind: 'machine' }, at: ground.now })
  decision.next = next(decision.state, ground.set, ground.checks)
}

/** The event by which the machine takes its next step; undefined when it must wait. */
function bodyOf({ state, next: now }: Decision, ground: Ground): EventBody | undefined {
  switch (now.kind) {
    case 'enter':
      return enteredBody(now)
    case 'ask':
      return { type: 'asked', data: { step: now.step, missing: now.missing } }
    case 'conclude':
      return { type: 'concluded', data: conclusionOf(now, state, ground) }
    case 'tell':
      return { type: 'verified', data: { ...now.told, asked: now.asked } }
    case 'reopen':
      return { type: 'reopened', data: { reason: now.reason } }
    case 'run':
    case 'close':
    case 'wait':
    case 'stuck':
    case 'done':
      return undefined
    default:
      return now satisfies never
  }
}

function enteredBody(now: Extract<Next, { kind: 'enter' }>): EventBody {
  const { step, missing } = now
  if (now.why === 'start') return { type: 'entered', data: { step, by: 'start', missing } }
  return { type: 'entered', data: { step, from: now.from, by: now.why, text: now.text, missing } }
}

function conclusionOf(now: Extract<Next, { kind: 'conclude' }>, state: State, { set, checks, config }: Ground): Conclusion {
  const trail = trailOf(state, set, checks)
  return buildConclusion({ state, trail, config, step: now.step, outcome: now.outcome })
}
