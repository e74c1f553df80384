import type { Denial } from '../../denial/denial.ts'
import { featuresOf, searchFeatures } from '../../rules/features.ts'
import { rankRules } from '../../rules/rank-rules.ts'
import { routePattern } from '../../rules/route-pattern.ts'
import type { Traits } from '../../rules/traits.ts'
import type { Db } from '../../store/database.ts'
import { candidateRules } from '../../store/rules/candidate-rules.ts'
import type { EventBody, KnownRule } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'

/** How many candidates are graded; they share a place or a refusal, so the right one is among the first. */
const CANDIDATES_MAX = 50

/** What this refusal is recognised by. The cause is the outcome's once there is one, else what the answers say. */
export function traitsOf(state: State, denial: Denial): Traits {
  const { opened, conclusion } = state
  return {
    layer: denial.layer,
    product: denial.product,
    cause: conclusion?.cause ?? denial.cause,
    rule: denial.rule ?? '',
    ...placeOf(opened),
  }
}

/** Where a refusal happened, and to whom. */
export function placeOf({ target, request, identity }: State['opened']): Pick<Traits, 'target' | 'route' | 'method' | 'identityClass'> {
  const identityClass = identity?.role ?? identity?.kind ?? 'none'
  return { target, route: routePattern(request.url), method: request.method, identityClass }
}

/** Remembered rules that fit the refusal, best first; none that people refuted here, none of this very incident. */
export async function findKnownRules(db: Db, state: State, traits: Traits): Promise<KnownRule[]> {
  const refuted = new Set(state.known.filter((known) => known.judged?.verdict === 'different').map((known) => known.rule))
  const candidates = await candidateRules(db, searchFeatures(traits), CANDIDATES_MAX)
  const others = candidates.filter((rule) => rule.incident !== state.incident)
  return rankRules(others, { features: featuresOf(traits), refuted }).map(({ rule, grade, shared }) => ({
    rule: rule.id,
    incident: rule.incident,
    grade,
    shared,
    fix: rule.fix,
    prevention: rule.prevention,
  }))
}

/** The event that tells what is known now; undefined when that was told already. */
export function matchedBody(state: State, known: KnownRule[]): EventBody | undefined {
  const told = new Map(state.known.map((each) => [each.rule, each.grade]))
  const isNews = known.some((each) => told.get(each.rule) !== each.grade)
  const isGone = state.known.some((each) => !each.judged && !known.some((other) => other.rule === each.rule))
  return isNews || isGone ? { type: 'matched', data: { known } } : undefined
}
