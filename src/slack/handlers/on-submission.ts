import { addNote } from '../../incidents/people/add-note.ts'
import { CALLBACK } from '../action-id.ts'
import type { Turn } from '../receiver/turn.ts'
import { messageModal } from '../views/modal.ts'
import { OPEN_FIELD } from '../views/open-modal.ts'
import type { Desk } from './desk.ts'
import { readSubmission } from './submission.ts'
import { INCIDENT_FORMS, submitIncident } from './submit-incident.ts'
import { submitOpen } from './submit-open.ts'

const UNKNOWN = 'This form is from an older why403 or from another app: nothing was done.'

/** A modal that was sent in. */
export async function onSubmission(desk: Desk, turn: Turn): Promise<void> {
  const submission = readSubmission(turn.body)
  const { incident } = submission?.context ?? {}
  if (submission?.callback === CALLBACK.open) {
    const { values, context } = submission
    if (values[OPEN_FIELD.act] !== 'note' || !incident) return submitOpen(desk, turn, submission)
    const text = values[OPEN_FIELD.note] ?? ''
    return submitIncident(desk, turn, {
      incident,
      submission,
      use: (powers, { actor }) => addNote(powers, { incident, actor, text, ...(context.link ? { link: context.link } : {}) }),
    })
  }
  const use =
    submission && Object.hasOwn(INCIDENT_FORMS, submission.callback)
      ? INCIDENT_FORMS[submission.callback as keyof typeof INCIDENT_FORMS]
      : undefined
  if (submission && use && incident) return submitIncident(desk, turn, { incident, submission, use })
  await turn.ack({ response_action: 'update', view: messageModal('why403', UNKNOWN) })
}
