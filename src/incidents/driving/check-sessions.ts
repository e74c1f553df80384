import type { SubjectRequest } from '../../checks/check.ts'
import type { CheckSession } from '../../checks/check-runner.ts'
import { Why403Error } from '../../errors.ts'
import type { PlannedCheck } from '../../walk/planned-check.ts'
import type { State } from '../../walk/state.ts'
import { incidentName } from '../incident-name.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { openPastedSession } from '../request/pasted-session.ts'
import { secretValues, unsealRequest } from '../request/sealed-request.ts'

/** The check sessions of one drive: one for each round, before an approval of the unsafe method and after; and those of verifications. */
type CheckSessions = {
  /** The session for a check in this state. @throws `secret.expired` for a verification that could not send the same request */
  of(state: State, plan: PlannedCheck): CheckSession
  /** Whether the secret part of the request has expired. */
  expired: boolean
  close(): Promise<void>
}

/** Unseals the request and opens sessions as they are wanted. */
export async function openCheckSessions(powers: IncidentPowers, first: State): Promise<CheckSessions> {
  const { request, expired } = await unsealRequest(powers.store, first, powers.now())
  const sessions = new Map<string, CheckSession>()
  return {
    expired,
    of(state, { verification }) {
      if (verification && expired)
        throw new Why403Error('secret.expired', 'The credentials or the body of this request are no longer kept.')
      const how = howToAsk(state, verification)
      const name = `${how.approved ? 'approved' : 'safe'} ${verification ? `verification ${verification.seq}` : state.round}`
      const session = sessions.get(name) ?? openSession(powers, { state, request, ...how })
      sessions.set(name, session)
      return session
    },
    async close() {
      await Promise.all([...sessions.values()].map((session) => session.close()))
    },
  }
}

/** A verification asks everything afresh and has a probe budget of its own: the walk may have used up the incident's. */
function howToAsk(state: State, verification: PlannedCheck['verification']): { approved: boolean; probesUsed: number } {
  if (verification) return { approved: verification.sends, probesUsed: 0 }
  return { approved: state.approval !== undefined, probesUsed: state.sent.size }
}

type Opening = { state: State; request: SubjectRequest; approved: boolean; probesUsed: number }

function openSession(powers: IncidentPowers, { state, request, approved, probesUsed }: Opening): CheckSession {
  const { opened, incident } = state
  if (opened.pasted) return openPastedSession(state, powers)
  return powers.runner.openSession({
    incident: incidentName(incident),
    target: opened.target,
    request,
    subject: opened.subject,
    approved,
    probesUsed,
    known: secretValues(request),
  })
}
