import type { IncidentPowers } from './incident-powers.ts'
import { readKnownIncident } from './known-incident.ts'
import { exportMarkdown } from './texts/export-markdown.ts'
import { viewOf } from './view/view-of.ts'

/** The incident as markdown, from its log. @throws `incident.unknown` */
export async function exportIncident(powers: IncidentPowers, incident: number): Promise<string> {
  const { state, set, events } = await readKnownIncident(powers, incident)
  const view = viewOf({ state, set, checks: powers.runner.checks, config: powers.config, now: powers.now() })
  return exportMarkdown(view, events)
}
