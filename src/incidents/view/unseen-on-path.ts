import { z } from 'zod'
import type { FailedReason, Finding } from '../../checks/finding.ts'
import { Unseen } from '../../checks/sources/unseen.ts'
import type { Trail } from '../../walk/trail.ts'
import type { IncidentView } from '../view.ts'

/** Reasons of our own, which are told in their place: safety, what nobody approved, a write whose answer was lost. */
const TOLD_ELSEWHERE: ReadonlySet<FailedReason> = new Set(['refused', 'needs-approval', 'interrupted'])

const Blind = z.object({ unseen: z.array(Unseen) })

/** What the checks of the path could not look at, each source once; `source` is empty where a check failed as a whole. A person is to know what the answer does not rest on. */
export function unseenOnPath({ stops }: Trail): NonNullable<IncidentView['unseen']> {
  const all = stops
    .flatMap(({ calls }) => calls)
    .flatMap(({ plan, result }) => unseenOf(result.finding).map((one) => ({ check: plan.id, ...one })))
  return all.filter((one, index) => all.findIndex((other) => sameSource(one, other)) === index)
}

function unseenOf(finding: Finding): Unseen[] {
  if (finding.kind === 'failed') return TOLD_ELSEWHERE.has(finding.failed) ? [] : [{ source: '', why: finding.message }]
  const read = Blind.safeParse(finding.value)
  return read.success ? read.data.unseen : []
}

function sameSource(one: Unseen & { check: string }, other: Unseen & { check: string }): boolean {
  return one.source === other.source && (one.check === other.check || one.why === other.why)
}
