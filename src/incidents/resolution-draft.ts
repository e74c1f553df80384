import type { Resolution } from '../walk/event.ts'
import type { IncidentView } from './view.ts'

/**
 * What the resolution form is filled in with: the walk's own findings, and the fix of an earlier rule that people said
 * is at work again. Of an incident that is resolved already, what was filed.
 */
export function resolutionDraft(view: IncidentView): Resolution {
  if (view.resolution) {
    const { ruleId: _, by: __, ...filed } = view.resolution
    return filed
  }
  const { denial, conclusion } = view
  const same = confirmedRule(view)
  return {
    layer: denial?.layer ?? 'unknown',
    product: denial?.product ?? 'unknown',
    cause: conclusion?.cause ?? denial?.cause ?? 'unknown',
    rule: denial?.rule ?? '',
    fix: same?.fix ?? conclusion?.fix ?? '',
    prevention: same?.prevention ?? '',
  }
}

/** The remembered rule that somebody said is at work again. */
export function confirmedRule({ knownRules }: IncidentView): IncidentView['knownRules'][number] | undefined {
  return knownRules.find((known) => known.judged?.verdict === 'same')
}
