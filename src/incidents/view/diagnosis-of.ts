import { z } from 'zod'
import { Denial, Verdict } from '../../denial/denial.ts'
import { KnownRule, Status } from '../../walk/event.ts'
import { incidentName } from '../incident-name.ts'
import type { IncidentView } from '../view.ts'

/**
 * A diagnosis for programs, one line of JSON. `denial` is null where nothing was refused; `path` are step addresses.
 * Without an incident (nothing was opened, because safety refused) `incident`, `runbook` and `revision` are null.
 */
export const Diagnosis = z.object({
  incident: z.string().nullable(),
  runbook: z.string().nullable(),
  revision: z.string().nullable(),
  path: z.array(z.string()),
  status: Status,
  verdict: Verdict,
  denial: Denial.nullable(),
  fix: z.string().nullable(),
  escalate: z.string().nullable(),
  knownRules: z.array(KnownRule.pick({ grade: true, shared: true }).extend({ incident: z.string() })),
  probes: z.int(),
  ms: z.number(),
})
export type Diagnosis = z.infer<typeof Diagnosis>

/** The view as `diagnose --json` prints it. An incident that is still open needs a person. */
export function diagnosisOf(view: IncidentView): Diagnosis {
  return {
    incident: view.name,
    runbook: view.runbook.file,
    revision: view.runbook.revision,
    path: view.path.map(({ step }) => step),
    status: view.conclusion?.status ?? view.status ?? 'needs-human',
    verdict: view.verdict,
    denial: view.denial,
    fix: view.conclusion?.fix ?? null,
    escalate: view.conclusion?.escalate ?? null,
    knownRules: view.knownRules
      .filter((known) => known.judged?.verdict !== 'different')
      .map(({ incident, grade, shared }) => ({ incident: incidentName(incident), grade, shared })),
    probes: view.probes,
    ms: view.ms,
  }
}
