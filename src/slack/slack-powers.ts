import type { IncidentPowers } from '../incidents/incident-powers.ts'
import type { Pace } from './sync/pace.ts'

/** What Slack's part is handed. `onCall` and `onAck` count for metrics: Web API calls by status, answers by milliseconds. */
export type SlackPowers = {
  incidents: IncidentPowers
  onCall?(method: string, status: string): void
  onAck?(ms: number): void
  /** Slack's limits on calls; what `createPace` keeps when not given. */
  pace?: Pace
}
