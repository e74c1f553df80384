import { Cause, Layer } from '../../denial/denial.ts'
import { isWhy403Error } from '../../errors.ts'
import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import { addNote } from '../../incidents/people/add-note.ts'
import { concludeIncident } from '../../incidents/people/conclude-incident.ts'
import { reopenIncident } from '../../incidents/people/reopen-incident.ts'
import { resolveIncident } from '../../incidents/people/resolve-incident.ts'
import { skipQuestion } from '../../incidents/people/skip-question.ts'
import type { IncidentView } from '../../incidents/view.ts'
import type { Actor } from '../../walk/event.ts'
import { CALLBACK } from '../action-id.ts'
import { errorSentence } from '../error-sentence.ts'
import type { Turn } from '../receiver/turn.ts'
import { messageModal } from '../views/modal.ts'
import { notice } from '../views/notice.ts'
import { escapeText } from '../views/text.ts'
import { sentenceFor } from './act.ts'
import { AlreadyDone, actorOf, type Desk, powersFor } from './desk.ts'
import { mayOpen } from './open-from-slack.ts'
import { redrawCard } from './redraw-card.ts'
import { replyInChannel } from './reply.ts'
import type { Submission } from './submission.ts'

type Use = (powers: IncidentPowers, input: { incident: number; actor: Actor; submission: Submission }) => Promise<IncidentView>

/** What each modal of an incident does. */
export const INCIDENT_FORMS = {
  [CALLBACK.note]: (powers, { incident, actor, submission: { values } }) => addNote(powers, { incident, actor, text: values.text ?? '' }),
  [CALLBACK.skip]: (powers, { incident, actor, submission: { values, context } }) =>
    skipQuestion(powers, { incident, actor, question: context.question ?? 0, reason: values.reason ?? '' }),
  [CALLBACK.reopen]: (powers, { incident, actor, submission: { values } }) =>
    reopenIncident(powers, { incident, actor, reason: values.reason ?? '' }),
  [CALLBACK.conclude]: (powers, { incident, actor, submission: { values } }) =>
    concludeIncident(powers, { incident, actor, cause: Cause.catch('unknown').parse(values.cause), fix: values.fix ?? '' }),
  [CALLBACK.resolve]: (powers, { incident, actor, submission: { values } }) =>
    resolveIncident(powers, {
      incident,
      actor,
      resolution: {
        layer: Layer.catch('unknown').parse(values.layer),
        product: values.product ?? 'unknown',
        cause: Cause.catch('unknown').parse(values.cause),
        rule: values.rule ?? '',
        fix: values.fix ?? '',
        prevention: values.prevention ?? '',
      },
    }),
} satisfies Record<string, Use>

/**
 * Does what a modal of an incident asks for, closes it, and redraws the card that it was opened from. What cannot be
 * done is said in the modal; when Slack waits no longer, in the channel.
 */
export async function submitIncident(desk: Desk, turn: Turn, input: { incident: number; submission: Submission; use: Use }): Promise<void> {
  const { incident, submission, use } = input
  const { context, person } = submission
  const responder = desk.responderFor(context.respond)
  const actor = actorOf(person)
  try {
    if (submission.callback === CALLBACK.reopen) await mayOpen(desk, person)
    const view = await use(powersFor(desk, turn), { incident, actor, submission })
    await turn.ack()
    if (context.onCard) await redrawCard(desk, { incident, responder, channel: context.channel, messageTs: context.ts }, view)
    else await responder.whisper(notice(`Added to INC-${incident}.`))
  } catch (error) {
    if (error instanceof AlreadyDone) return
    if (!isWhy403Error(error)) throw error
    const sentence = error.retryable ? errorSentence(error) : sentenceFor(error, actor)
    const shown = await turn.ack({ response_action: 'update', view: messageModal(`INC-${incident}`, escapeText(sentence)) })
    if (!shown && !turn.redriven && !(await responder.whisper(notice(sentence))) && context.channel) {
      await replyInChannel(desk, { channel: context.channel, user: person.id })(sentence)
    }
    if (error.retryable) throw error
  }
}
