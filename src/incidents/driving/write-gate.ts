import type { CheckResult } from '../../checks/finding.ts'
import type { EventBody } from '../../walk/event.ts'
import type { PlannedCheck } from '../../walk/planned-check.ts'
import type { State } from '../../walk/state.ts'
import { planMayWrite, type WalkChecks } from '../../walk/walk-checks.ts'
import { actorName } from '../view/actor-name.ts'

type Admitted = { ready: PlannedCheck[]; bodies: EventBody[] }

/**
 * Lets a check that may write for real start only after the log says that it is about to, and never twice: one press
 * sends at most once, whatever crashes. `admit` answers what may start now, and events to append first.
 */
export type WriteGate = { admit(state: State, plans: readonly PlannedCheck[]): Admitted }

/** The gate of one drive. What an earlier drive announced and has no result of is taken as lost, not sent again. */
export function createWriteGate(checks: WalkChecks): WriteGate {
  const announced = new Set<string>()

  function bodyFor(state: State, plan: PlannedCheck): EventBody | undefined {
    if (!planMayWrite(state, plan, checks)) return undefined
    const isInLog = state.sending.has(plan.key)
    if (isInLog) return announced.has(plan.key) ? undefined : { type: 'checked', data: { key: plan.key, result: lostResult(state, plan) } }
    announced.add(plan.key)
    return { type: 'sending', data: { key: plan.key } }
  }

  return {
    admit(state, plans) {
      const gated = plans.map((plan) => ({ plan, body: bodyFor(state, plan) }))
      return {
        ready: gated.filter(({ body }) => body === undefined).map(({ plan }) => plan),
        bodies: gated.flatMap(({ body }) => body ?? []),
      }
    },
  }
}

function lostResult(state: State, { check, params, verification }: PlannedCheck): CheckResult {
  const { method } = state.opened.request
  const approval = verification ? state.verifications.find(({ seq }) => seq === verification.seq) : state.approval
  const who = approval ? actorName(approval.by) : 'a person'
  const message = `It may have arrived or not: why403 stopped while it sent the ${method} that ${who} had approved. Nothing is sent again without another press.`
  return { check, params, finding: { kind: 'failed', failed: 'interrupted', message }, exchanges: [], durationMs: 0 }
}
