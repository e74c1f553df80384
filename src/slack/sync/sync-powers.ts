import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import type { Directory } from '../calls/directory.ts'
import type { Responder } from '../calls/responder.ts'
import type { Call } from '../calls/slack-calls.ts'
import type { Pace } from './pace.ts'

/** What keeping threads in step needs. `sleep` ends early, without a throw, when everything closes. */
export type SyncPowers = {
  incidents: IncidentPowers
  call: Call
  pace: Pace
  directory: Directory
  responderFor(url: string): Responder
  sleep(ms: number): Promise<void>
}
