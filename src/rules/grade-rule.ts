import { z } from 'zod'
import { isSearchFeature } from './features.ts'
import { GRADED } from './traits.ts'

/** How sure it is that a rule is at work again. */
export const Grade = z.enum(['exact', 'likely', 'possible', 'none'])
export type Grade = z.infer<typeof Grade>

/** A rule's grade, and what matched, graded traits first. */
export type Grading = { grade: Grade; shared: string[] }

/**
 * Grades a rule by its features against those seen now. `exact`: layer, product, rule (when either names one), target,
 * route and cause are all the same; `likely`: all but one are the same and known, the named rule or the route among
 * them, because half of all refusals at a target come from the same product; `possible`: all but two.
 */
export function gradeRule(rule: { features: readonly string[] }, features: readonly string[]): Grading {
  const filed = new Set(rule.features)
  const shared = features.filter((feature) => !isSearchFeature(feature) && filed.has(feature))
  const considered = GRADED.filter(
    (name) => name !== 'rule' || [...features, ...rule.features].some((feature) => feature.startsWith('rule:')),
  )
  const same = considered.filter((name) => shared.some((feature) => feature.startsWith(`${name}:`)))
  const known = same.filter((name) => !shared.includes(`${name}:unknown`))
  const isAnchored = same.includes('rule') || same.includes('route')
  return { grade: gradeOf({ considered: considered.length, same: same.length, known: known.length, isAnchored }), shared }
}

type Likeness = { considered: number; same: number; known: number; isAnchored: boolean }

/** Two unknowns are equal, but equal ignorance is no likeness. */
function gradeOf({ considered, same, known, isAnchored }: Likeness): Grade {
  if (same === considered) return 'exact'
  if (known >= considered - 1 && isAnchored) return 'likely'
  return known >= considered - 2 ? 'possible' : 'none'
}
