import { userInfo } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { advanceIncident } from '../incidents/advance-incident.ts'
import { answerQuestion } from '../incidents/answer-question.ts'
import { approveUnsafe } from '../incidents/approve-unsafe.ts'
import { diagnosisOf } from '../incidents/diagnosis-of.ts'
import type { IncidentPowers } from '../incidents/incident-powers.ts'
import { openIncident } from '../incidents/open-incident.ts'
import { readView } from '../incidents/read-view.ts'
import type { IncidentView } from '../incidents/view.ts'
import type { DiagnosisDesk } from './diagnosis-desk.ts'

const LOOK_EVERY_MS = 10
const WAIT_MS = 1_000

/** A desk in this process: it opens incidents and advances them itself; a replica that has the lease is waited for. */
export function createLocalDesk(powers: IncidentPowers, close: () => Promise<void>): DiagnosisDesk {
  const login = userInfo().username
  const actor = { kind: 'person' as const, id: `cli:${login}`, name: login }
  let advancing: Promise<unknown> = Promise.resolve()
  const drive = async (incident: number) => {
    await advancing.catch(() => {})
    advancing = advanceIncident(powers, { incident, stopAtQuestion: true })
    advancing.catch((error) => powers.log.error({ incident, error: String(error) }, 'the walk stopped'))
    return readView(powers, incident)
  }
  return {
    async open({ request, as, sendUnsafe }) {
      const { incident } = await openIncident(powers, { request, as, sendUnsafe, actor, origin: { via: 'cli' } })
      return drive(incident)
    },
    async answer(incident, question, answer) {
      await answerQuestion(powers, { incident, question, answer, actor })
      return drive(incident)
    },
    async approve(incident) {
      await approveUnsafe(powers, { incident, actor })
      return drive(incident)
    },
    next: (incident, after) => viewPast(powers, incident, after),
    diagnosis: async (incident) => diagnosisOf(await readView(powers, incident)),
    async close() {
      await advancing.catch(() => {})
      await close()
    },
  }
}

async function viewPast(powers: IncidentPowers, incident: number, after: number): Promise<IncidentView> {
  const until = powers.now().getTime() + WAIT_MS
  for (;;) {
    const view = await readView(powers, incident)
    if (view.seq > after || powers.now().getTime() >= until) return view
    await pause(LOOK_EVERY_MS)
  }
}
