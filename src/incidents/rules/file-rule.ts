import { redactText } from '../../redaction/redact-text.ts'
import { featuresOf } from '../../rules/features.ts'
import type { Tx } from '../../store/database.ts'
import { saveRule } from '../../store/rules/save-rule.ts'
import type { NewRule } from '../../store/rules/stored-rule.ts'
import type { Actor, Resolution } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'
import { trailOf } from '../../walk/trail.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { KnownIncident } from '../known-incident.ts'
import { findingsOver } from '../view/standing.ts'
import { viewOf } from '../view/view-of.ts'
import type { IncidentView } from '../view.ts'
import { placeOf, traitsOf } from './match-rules.ts'
import { confirmedRule, resolutionDraft } from './resolution-draft.ts'

type Known = Pick<KnownIncident, 'state' | 'set'>

/** What is filed, without secrets. */
export function redactResolution(resolution: Resolution): Resolution {
  const { product, rule, fix, prevention } = resolution
  return { ...resolution, product: redactText(product), rule: redactText(rule), fix: redactText(fix), prevention: redactText(prevention) }
}

/**
 * Files what refused as a rule; returns its id. The rule that was confirmed as at work again is kept when nothing of it
 * was changed.
 */
export async function fileRule(
  tx: Tx,
  powers: IncidentPowers,
  { known, filed, actor }: { known: Known; filed: Resolution; actor: Actor },
): Promise<string> {
  return keptRule(powers, known, filed) ?? saveRule(tx, newRule(powers, known, { resolution: filed, actor }))
}

/** The id of the confirmed rule when just what it says is filed. */
function keptRule({ runner, config, now }: IncidentPowers, { state, set }: Known, filed: Resolution): string | undefined {
  const view = viewOf({ state, set, checks: runner.checks, config, now: now() })
  const same = confirmedRule(view)
  const { resolution: _, ...open } = view
  return same && JSON.stringify(sorted(resolutionDraft(open))) === JSON.stringify(sorted(filed)) ? same.rule : undefined
}

/** Space at the edges is what forms trim. */
function sorted(resolution: Resolution): [string, string][] {
  const entries = Object.entries(resolution).map(([name, text]): [string, string] => [name, text.trim()])
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A name that the answer itself did not say is for people: the next such answer will not say it either. */
function newRule(powers: IncidentPowers, { state, set }: Known, { resolution, actor }: { resolution: Resolution; actor: Actor }): NewRule {
  const place = placeOf(state.opened)
  const { layer, product, cause, rule, fix, prevention } = resolution
  const { denial } = state.conclusion ?? findingsOver(trailOf(state, set, powers.runner.checks))
  const isNamed = denial?.rule !== undefined
  const filed = featuresOf({ layer, product, cause, rule: isNamed ? rule : '', ...place })
  const seen = denial ? featuresSeen(state, denial) : []
  return {
    incident: state.incident,
    ...{ layer, product, cause, rule, fix, prevention },
    ...place,
    resolvedBy: actor,
    resolvedAt: powers.now(),
    features: [...new Set([...filed, ...seen])],
  }
}

/** What was seen, with the cause that the walk came to and the one that the answers alone suggest: the next time may know no more. */
function featuresSeen(state: State, denial: NonNullable<IncidentView['denial']>): string[] {
  const traits = traitsOf(state, denial)
  return [...featuresOf(traits), ...featuresOf({ ...traits, cause: denial.cause })]
}
