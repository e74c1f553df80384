import { featuresOf } from '../../rules/features.ts'
import type { Db } from '../../store/database.ts'
import type { EventBody } from '../../walk/event.ts'
import type { State } from '../../walk/state.ts'
import type { Trail } from '../../walk/trail.ts'
import type { Decision } from '../driving/decide.ts'
import { findingsOver } from '../view/standing.ts'
import { findKnownRules, matchedBody, traitsOf } from './match-rules.ts'

/** Looks remembered rules up as soon as something was refused, and again when a person is to see the incident. */
export type RuleWatch = { bodies(decision: Decision): Promise<EventBody[]> }

/** A watch for one drive; it asks the database only for what it has not asked before. */
export function createRuleWatch(db: Db, trail: (state: State) => Trail): RuleWatch {
  let asked = ''
  return {
    async bodies({ bodies, state }) {
      const isShown = bodies.some(({ type }) => type === 'asked' || type === 'concluded')
      if (bodies.length === 0 || (asked !== '' && !isShown)) return []
      const { denial } = state.conclusion ?? findingsOver(trail(state))
      if (!denial) return []
      const traits = traitsOf(state, denial)
      const features = featuresOf(traits).join('\n')
      if (features === asked) return []
      asked = features
      const body = matchedBody(state, await findKnownRules(db, state, traits))
      return body ? [body] : []
    },
  }
}
