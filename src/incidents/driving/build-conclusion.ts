import type { Config } from '../../config/config.ts'
import type { Cause, Denial } from '../../denial/denial.ts'
import type { Outcome, StepAddress } from '../../runbook/tree.ts'
import type { Conclusion } from '../../walk/event.ts'
import { renderText } from '../../walk/planned-check.ts'
import { scopeOver } from '../../walk/scope-over.ts'
import type { State } from '../../walk/state.ts'
import type { Trail } from '../../walk/trail.ts'
import { findingsOver, outcomeStatus } from '../view/standing.ts'
import { escalationTarget } from './escalation-target.ts'

/** A longer value, such as a path of thousands of characters, would leave no room for the advice. */
const VALUE_MAX = 200

/** The outcome of a step as this incident reached it: templates rendered, the escalation resolved to a handle. */
export function buildConclusion(input: { state: State; trail: Trail; config: Config; step: StepAddress; outcome: Outcome }): Conclusion {
  const { state, trail, config, step, outcome } = input
  const scope = scopeOver(state, trail)
  const { denial, verdict } = findingsOver(trail)
  const { target, targetOwner } = state.opened
  const word = outcome.escalate && renderText(outcome.escalate, scope)
  return {
    status: outcomeStatus(trail, { verdict, cause: outcome.cause }),
    step,
    cause: outcome.cause,
    fix: renderText(outcome.fix, scope, VALUE_MAX),
    ...(word && { escalate: escalationTarget(config, { target, fallback: targetOwner }, { word, denial }) }),
    ...(outcome.verify && { verify: renderText(outcome.verify, scope, VALUE_MAX) }),
    correct: outcome.correct ?? false,
    denial: denial && withRule(withCause(denial, outcome.cause), outcome.rule && renderText(outcome.rule, scope, VALUE_MAX)),
    verdict,
  }
}

/** So sure at most is a cause that the answers alone did not name first. */
const WALKED_TO_MAX = 0.7

/** The denial with the cause that the walk ended at in front: it has seen more than the answers alone, people's words among it. */
function withCause(denial: Denial, cause: Cause): Denial {
  if (cause === 'unknown' || cause === denial.cause) return denial
  const own = denial.causes.find((other) => other.cause === cause)?.confidence ?? 0
  const confidence = Math.max(own, Math.min(denial.causes[0]?.confidence ?? denial.confidence, WALKED_TO_MAX))
  const others = denial.causes.filter((other) => other.cause !== cause)
  const lesser = others.map((other) => ({ ...other, confidence: Math.min(other.confidence, confidence) }))
  return { ...denial, cause, causes: [{ cause, confidence }, ...lesser] }
}

/** What a template prints for a value that is not there. */
const NO_VALUE = 'unknown'

/** The denial with the rule that a check has found, where the answers named none. */
function withRule(denial: Denial, found: string | undefined): Denial {
  const rule = found?.trim()
  return denial.rule !== undefined || !rule || rule === NO_VALUE ? denial : { ...denial, rule }
}
