import type { Finding } from '../../checks/finding.ts'
import type { State } from '../../walk/state.ts'
import type { Trail } from '../../walk/trail.ts'
import { PASTED_KEY } from '../request/pasted-evidence.ts'
import type { IncidentView } from '../view.ts'

/** What the checks found, one sentence each: those on the path in path order, then what was found besides it. */
export function findingLines(state: State, trail: Trail): IncidentView['findings'] {
  const onPath = new Map(trail.stops.flatMap((stop) => stop.calls).map((call) => [call.plan.key, call]))
  const besides = [...state.results].filter(([key]) => key !== PASTED_KEY && !onPath.has(key))
  return [
    ...[...onPath.values()].map(({ plan, result }) => ({ check: plan.id, ...lineOf(result.finding), onPath: true })),
    ...besides.map(([, result]) => ({ check: result.check, ...lineOf(result.finding), onPath: false })),
  ]
}

function lineOf(finding: Finding): { ok: boolean; line: string } {
  return finding.kind === 'found' ? { ok: true, line: finding.line } : { ok: false, line: finding.message }
}
