import type { Cause, Denial } from '../denial.ts'
import type { Causes } from '../signature.ts'

const TOP_MIN = 0.3
const SHOWN_MIN = 0.05

/** Joins independent hints: each cause's chance of being missed by all of them is what keeps it from certainty. */
export function weighCauses(hints: readonly Causes[]): Map<Cause, number> {
  const weights = new Map<Cause, number>()
  for (const hint of hints) {
    for (const [name, weight] of Object.entries(hint)) {
      const cause = name as Cause
      weights.set(cause, 1 - (1 - (weights.get(cause) ?? 0)) * (1 - weight))
    }
  }
  return weights
}

/** The same causes, each `share` as likely. */
export function scaleCauses(causes: Causes, share: number): Causes {
  return Object.fromEntries(Object.entries(causes).map(([cause, weight]) => [cause, weight * share]))
}

/** The causes, likeliest first, and the one to name: `unknown` when none is likely enough. */
export function rankCauses(weights: ReadonlyMap<Cause, number>): Pick<Denial, 'cause' | 'causes'> {
  const causes = [...weights]
    .filter(([cause, weight]) => cause !== 'unknown' && weight >= SHOWN_MIN)
    .map(([cause, weight]) => ({ cause, confidence: Math.min(0.99, Math.round(weight * 100) / 100) }))
    .sort((a, b) => b.confidence - a.confidence)
  const top = causes[0]
  return { cause: top && top.confidence >= TOP_MIN ? top.cause : 'unknown', causes }
}
