import type { RunbookSet } from '../../runbook/tree.ts'
import type { Tx } from '../../store/database.ts'
import { appendEvents } from '../../store/incidents/append-events.ts'
import { countJudgement } from '../../store/rules/count-judgement.ts'
import type { EventBody } from '../../walk/event.ts'
import type { State, VerificationRun } from '../../walk/state.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { fileRule, redactResolution } from '../rules/file-rule.ts'
import { resolutionDraft } from '../rules/resolution-draft.ts'
import { projectionOf } from '../view/projection-of.ts'
import { viewOf } from '../view/view-of.ts'
import { stateAfter } from './decide.ts'

type Closing = { state: State; set: RunbookSet; run: VerificationRun; at: Date }

/**
 * Resolves an incident whose fix was proven, in the name of whoever pressed: what the resolution form would have been filled
 * in with is filed, and the rule counts as confirmed, by proof. Returns the state after it. @throws `incident.stale`
 */
export async function closeOnProof(tx: Tx, powers: IncidentPowers, { state, set, run, at }: Closing): Promise<State> {
  const { config, runner } = powers
  const { incident, seq: seen } = state
  const actor = run.by
  const filed = redactResolution(resolutionDraft(viewOf({ state, set, checks: runner.checks, config, now: at })))
  const rule = await fileRule(tx, powers, { known: { state, set }, filed, actor })
  await countJudgement(tx, rule, 'same')
  const bodies: EventBody[] = [{ type: 'resolved', data: { rule, resolution: filed, proof: run.seq } }]
  const after = stateAfter(state, bodies, { actor, at })
  await appendEvents(tx, { incident, seen, at, actor, bodies, projection: projectionOf(after, set, runner.checks) })
  return after
}
