import { redactText } from '../../redaction/redact-text.ts'
import { redactUrl } from '../../redaction/redact-url.ts'
import type { Actor } from '../../walk/event.ts'
import { changeIncident } from '../change-incident.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import type { IncidentView } from '../view.ts'

/** Keeps a person's words with the incident, in any state. Secrets in them are removed. */
export function addNote(
  powers: IncidentPowers,
  { incident, text, link, actor }: { incident: number; text: string; link?: string; actor: Actor },
): Promise<IncidentView> {
  const data = { text: redactText(text), ...(link && { link: redactUrl(link) }) }
  return changeIncident(powers, { incident, actor }, () => [{ type: 'noted', data }])
}
