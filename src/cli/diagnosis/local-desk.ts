import { userInfo } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { advanceIncident } from '../../incidents/advance-incident.ts'
import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import { openIncident } from '../../incidents/open-incident.ts'
import { answerQuestion } from '../../incidents/people/answer-question.ts'
import { approveUnsafe } from '../../incidents/people/approve-unsafe.ts'
import { readView } from '../../incidents/read-view.ts'
import { diagnosisOf } from '../../incidents/view/diagnosis-of.ts'
import { waitForView } from '../../incidents/wait-for-view.ts'
import type { DiagnosisDesk } from './diagnosis-desk.ts'

const LOOK_EVERY_MS = 100
const WAIT_MS = 1_000

/** A desk in this process: it opens incidents and advances them itself; a replica that has the lease is waited for. */
export function createLocalDesk(powers: IncidentPowers, close: () => Promise<void>): DiagnosisDesk {
  const login = userInfo().username
  const actor = { kind: 'person' as const, id: `cli:${login}`, name: login }
  let advancing: Promise<unknown> = Promise.resolve()
  const drive = async (incident: number) => {
    await advancing.catch(() => {})
    advancing = advanceIncident(powers, { incident, stopAtQuestion: true })
    advancing.catch((error) => powers.log.error({ incident, error: String(error) }, 'A walk stopped'))
    return next(incident)
  }
  /** The end of a walk in this process is told at once, its failure is thrown; before that, and of one elsewhere, the log is looked at now and then. */
  const next = async (incident: number, after?: number) => {
    const look = new AbortController()
    await Promise.race([advancing, pause(LOOK_EVERY_MS, undefined, { signal: look.signal })]).finally(() => look.abort())
    return waitForView(powers, incident, { after, waitMs: WAIT_MS, lookEveryMs: LOOK_EVERY_MS })
  }
  return {
    async open({ request, as, sendUnsafe }) {
      const { incident } = await openIncident(powers, { request, as, sendUnsafe, actor, origin: { via: 'cli' }, driven: true })
      return drive(incident)
    },
    async answer(incident, question, answer) {
      await answerQuestion(powers, { incident, question, answer, actor })
      return drive(incident)
    },
    async approve(incident, seen) {
      await approveUnsafe(powers, { incident, actor, ...(seen && { seen: Date.parse(seen) }) })
      return drive(incident)
    },
    next,
    diagnosis: async (incident) => diagnosisOf(await readView(powers, incident)),
    async close() {
      await advancing.catch(() => {})
      await close()
    },
  }
}
