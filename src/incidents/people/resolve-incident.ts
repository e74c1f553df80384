import { redactText } from '../../redaction/redact-text.ts'
import { featuresOf } from '../../rules/features.ts'
import { saveRule } from '../../store/rules/save-rule.ts'
import type { NewRule } from '../../store/rules/stored-rule.ts'
import type { Actor, Resolution } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'
import { trailOf } from '../../walk/trail.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { KnownIncident } from '../known-incident.ts'
import { placeOf, traitsOf } from '../rules/match-rules.ts'
import { confirmedRule, resolutionDraft } from '../rules/resolution-draft.ts'
import { findingsOver } from '../view/standing.ts'
import { viewOf } from '../view/view-of.ts'
import type { IncidentView } from '../view.ts'
import { stalePress } from './stale-press.ts'

type Resolving = { incident: number; resolution: Resolution; actor: Actor }

/**
 * Files what refused and how it was mended, and closes the incident, in any state that is not resolved. The rule that
 * was confirmed as at work again is kept when nothing of it was changed; otherwise a new one is filed.
 * @throws `incident.stale` when somebody resolved it already
 */
export function resolveIncident(powers: IncidentPowers, { incident, resolution, actor }: Resolving): Promise<IncidentView> {
  const filed = redactResolution(resolution)
  return changeIncident(powers, { incident, actor }, (known) => {
    const { state } = known
    if (state.resolution) throw stalePress(incident, { actor: state.resolution.by, label: 'resolved' })
    const kept = keptRule(powers, known, filed)
    if (kept) return [{ type: 'resolved', data: { rule: kept, resolution: filed } }]
    const rule = newRule(powers, known, { incident, resolution: filed, actor })
    return async (tx) => [{ type: 'resolved', data: { rule: await saveRule(tx, rule), resolution: filed } }]
  })
}

function redactResolution(resolution: Resolution): Resolution {
  const { product, rule, fix, prevention } = resolution
  return { ...resolution, product: redactText(product), rule: redactText(rule), fix: redactText(fix), prevention: redactText(prevention) }
}

/** The id of the confirmed rule when the person filed just what it says. */
function keptRule({ runner, config, now }: IncidentPowers, { state, set }: KnownIncident, filed: Resolution): string | undefined {
  const view = viewOf({ state, set, checks: runner.checks, config, now: now() })
  const same = confirmedRule(view)
  return same && JSON.stringify(sorted(resolutionDraft(view))) === JSON.stringify(sorted(filed)) ? same.rule : undefined
}

/** Space at the edges is what forms trim. */
function sorted(resolution: Resolution): [string, string][] {
  const entries = Object.entries(resolution).map(([name, text]): [string, string] => [name, text.trim()])
  return entries.sort(([a], [b]) => (a < b ? -1 : 1))
}

/** A name that the answer itself did not say is for people: the next such answer will not say it either. */
function newRule(powers: IncidentPowers, { state, set }: KnownIncident, { incident, resolution, actor }: Resolving): NewRule {
  const place = placeOf(state.opened)
  const { layer, product, cause, rule, fix, prevention } = resolution
  const { denial } = state.conclusion ?? findingsOver(trailOf(state, set, powers.runner.checks))
  const isNamed = denial?.rule !== undefined
  const filed = featuresOf({ layer, product, cause, rule: isNamed ? rule : '', ...place })
  const seen = denial ? featuresSeen(state, denial) : []
  return {
    incident,
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
