import { z } from 'zod'
import type { FailedReason, Finding } from '../../checks/finding.ts'
import { Unseen } from '../../checks/sources/unseen.ts'
import type { State } from '../../walk/state.ts'
import type { Trail } from '../../walk/trail.ts'
import type { IncidentView } from '../view.ts'

/** Reasons of our own, which are told in their place: safety, what nobody approved, a write whose answer was lost. */
const TOLD_ELSEWHERE: ReadonlySet<FailedReason> = new Set(['refused', 'needs-approval', 'interrupted'])

const Blind = z.object({ unseen: z.array(Unseen) })

/**
 * What the checks could not look at, each source once: those of the path in path order, then the services that were asked ahead of
 * it. `source` is empty where a check of the path failed as a whole. A person is to know what the answer does not rest on.
 */
export function unseenSources({ results }: Pick<State, 'results'>, { stops }: Trail): NonNullable<IncidentView['unseen']> {
  const calls = stops.flatMap((stop) => stop.calls)
  const onPath = new Set(calls.map(({ plan }) => plan.key))
  const besides = [...results].filter(([key, { check }]) => !onPath.has(key) && !calls.some(({ plan }) => plan.check === check))
  const all = [
    ...calls.flatMap(({ plan, result }) => [...failureOf(result.finding), ...unseenOf(result.finding)].map(by(plan.check, plan.id))),
    ...besides.flatMap(([, { check, finding }]) => unseenOf(finding).map(by(check))),
  ]
  const once = all.filter((one, index) => all.findIndex((other) => sameSource(one, other)) === index)
  return once.map(({ id, source, why }) => ({ check: id, source, why }))
}

type Told = Unseen & { check: string; id: string }

function by(check: string, id = check): (unseen: Unseen) => Told {
  return (unseen) => ({ check, id, ...unseen })
}

function failureOf(finding: Finding): Unseen[] {
  return finding.kind === 'failed' && !TOLD_ELSEWHERE.has(finding.failed) ? [{ source: '', why: finding.message }] : []
}

function unseenOf(finding: Finding): Unseen[] {
  const read = finding.kind === 'found' ? Blind.safeParse(finding.value) : undefined
  return read?.success ? read.data.unseen : []
}

/** One check's sources by their names; what fails as a whole often fails for what another check fails for. */
function sameSource(one: Told, other: Told): boolean {
  if (one.source !== other.source) return false
  return one.check === other.check || (one.source === '' && one.why === other.why)
}
