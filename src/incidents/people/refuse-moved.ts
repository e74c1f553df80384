import type { KnownIncident } from '../known-incident.ts'
import { stalePress, whoClosed } from './stale-press.ts'

/**
 * Refuses a press made while `question` was open, when that one has been closed since. Does nothing without one.
 * @throws `incident.stale` with who closed it
 */
export function refuseMoved({ state, events }: KnownIncident, question: number | undefined): void {
  if (question === undefined || state.question?.seq === question) return
  throw stalePress(state.incident, whoClosed(events, question))
}
