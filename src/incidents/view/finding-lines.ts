import type { Finding } from '../../checks/finding.ts'
import { parseCondition } from '../../expression/condition.ts'
import type { State } from '../../walk/state.ts'
import type { Trail } from '../../walk/trail.ts'
import { PASTED_KEY } from '../request/pasted-evidence.ts'
import type { IncidentView } from '../view.ts'

type Told = IncidentView['findings'][number]

/** What the checks found, one sentence each and none twice: those on the path in path order, then what was found besides it. */
export function findingLines(state: State, trail: Trail): Told[] {
  const onPath = new Map(trail.stops.flatMap((stop) => stop.calls).map((call) => [call.plan.key, call]))
  const besides = [...state.results].filter(([key]) => key !== PASTED_KEY && !onPath.has(key))
  const decisive = namesThatDecided(state)
  const all: Told[] = [
    ...[...onPath.values()].map(({ plan, result }) => ({
      check: plan.id,
      ...lineOf(result.finding),
      onPath: true,
      ...(decisive.has(plan.id) && { decisive: true as const }),
    })),
    ...besides.map(([, result]) => ({ check: result.check, ...lineOf(result.finding), onPath: false })),
  ]
  return all.filter((one, index) => all.findIndex(({ check, line }) => check === one.check && line === one.line) === index)
}

/** The findings that the conditions read which led on. */
function namesThatDecided({ path }: State): ReadonlySet<string> {
  const conditions = path.flatMap(({ left }) => (left?.by === 'when' && left.text ? [parseCondition(left.text)] : []))
  return new Set(conditions.flatMap((one) => ('error' in one ? [] : one.fields.map(([name]) => name ?? ''))))
}

function lineOf(finding: Finding): Pick<Told, 'ok' | 'line' | 'idle'> {
  if (finding.kind === 'failed') return { ok: false, line: finding.message }
  return { ok: true, line: finding.line, ...(finding.value.configured === false && { idle: true as const }) }
}
