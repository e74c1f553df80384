import type { Resolution } from '../../walk/event.ts'
import type { IncidentView } from '../view.ts'
import { PREVENTION_BY_CAUSE } from './prevention-by-cause.ts'

/**
 * What the resolution form is filled in with: the walk's own findings (where the answer names no rule, the outcome's
 * title stands for it), what commonly prevents such a refusal, and the fix of an earlier rule that people said
 * is at work again. Of an incident that is resolved already, what was filed.
 */
export function resolutionDraft(view: IncidentView): Resolution {
  if (view.resolution) {
    const { layer, product, cause, rule, fix, prevention } = view.resolution
    return { layer, product, cause, rule, fix, prevention }
  }
  const { denial, conclusion } = view
  const same = confirmedRule(view)
  const cause = conclusion?.cause ?? denial?.cause ?? 'unknown'
  return {
    layer: denial?.layer ?? 'unknown',
    product: denial?.product ?? 'unknown',
    cause,
    rule: denial?.rule ?? conclusion?.title ?? '',
    fix: same?.fix ?? conclusion?.fix ?? '',
    prevention: same?.prevention || PREVENTION_BY_CAUSE[cause],
  }
}

/** The remembered rule that somebody said is at work again. */
export function confirmedRule({ knownRules }: IncidentView): IncidentView['knownRules'][number] | undefined {
  return knownRules.find((known) => known.judged?.verdict === 'same')
}
