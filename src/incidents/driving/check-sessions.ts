import type { SubjectRequest } from '../../checks/check.ts'
import type { CheckSession } from '../../checks/check-runner.ts'
import type { State } from '../../walk/state.ts'
import { incidentName } from '../incident-name.ts'
import type { IncidentPowers } from '../incident-powers.ts'
import { openPastedSession } from '../request/pasted-session.ts'
import { secretValues, unsealRequest } from '../request/sealed-request.ts'

/** The check sessions of one drive: one for each round, before an approval of the unsafe method and after. */
type CheckSessions = {
  /** The session for this state. */
  of(state: State): CheckSession
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
    of(state) {
      const name = `${state.approval ? 'approved' : 'safe'} ${state.round}`
      const session = sessions.get(name) ?? openSession(powers, state, request)
      sessions.set(name, session)
      return session
    },
    async close() {
      await Promise.all([...sessions.values()].map((session) => session.close()))
    },
  }
}

function openSession(powers: IncidentPowers, state: State, request: SubjectRequest): CheckSession {
  const { opened, incident } = state
  if (opened.pasted) return openPastedSession(state, powers)
  return powers.runner.openSession({
    incident: incidentName(incident),
    target: opened.target,
    request,
    subject: opened.subject,
    approved: state.approval !== undefined,
    probesUsed: state.sent.size,
    known: secretValues(request),
  })
}
