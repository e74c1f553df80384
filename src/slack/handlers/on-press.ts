import { answerQuestion } from '../../incidents/people/answer-question.ts'
import { approveUnsafe } from '../../incidents/people/approve-unsafe.ts'
import { judgeRule } from '../../incidents/people/judge-rule.ts'
import { verifyFix } from '../../incidents/people/verify-fix.ts'
import { readView } from '../../incidents/read-view.ts'
import { resolutionDraft } from '../../incidents/rules/resolution-draft.ts'
import type { Judgement } from '../../walk/event.ts'
import { ACTION, type ActionId } from '../action-id.ts'
import { errorSentence } from '../error-sentence.ts'
import type { Turn } from '../receiver/turn.ts'
import { loadingModal, reopenModal, resolveModal } from '../views/incident-modals.ts'
import { messageModal } from '../views/modal.ts'
import { notice } from '../views/notice.ts'
import { openModal } from '../views/open-modal.ts'
import { escapeText } from '../views/text.ts'
import { act } from './act.ts'
import type { Desk } from './desk.ts'
import { onMenu } from './on-menu.ts'
import { mayOpen } from './open-from-slack.ts'
import { type Press, readPress } from './press.ts'
import type { Pressed } from './pressed.ts'
import type { Reply } from './reply.ts'
import { showModal, showModalWhenReady } from './show-modal.ts'

type Handle = (desk: Desk, turn: Turn, pressed: Pressed) => Promise<void>

const UNKNOWN = 'That button is from an older why403 or from another app: it does nothing any more. `/why403 list` shows what is open.'

const HANDLERS = {
  [ACTION.answer]: answer,
  [ACTION.choose]: answer,
  [ACTION.approve]: approve,
  [ACTION.same]: (desk, turn, pressed) => judge(desk, turn, { ...pressed, verdict: 'same' }),
  [ACTION.different]: (desk, turn, pressed) => judge(desk, turn, { ...pressed, verdict: 'different' }),
  [ACTION.judge]: (desk, turn, pressed) => judge(desk, turn, { ...pressed, verdict: pressed.value.do === 'same' ? 'same' : 'different' }),
  [ACTION.verify]: verify,
  [ACTION.resolve]: resolve,
  [ACTION.reopen]: (desk, turn, { press, value, reply }) =>
    showModal(desk, turn, {
      trigger: press.trigger,
      view: reopenModal(cardOf(press, value.i)),
      reply,
    }),
  [ACTION.walkMenu]: onMenu,
  [ACTION.teamMenu]: onMenu,
} satisfies Partial<Record<ActionId, Handle>>

/** A press on a button or menu of ours; anything else is answered kindly. Slack is answered before the work. */
export async function onPress(desk: Desk, turn: Turn): Promise<void> {
  await turn.ack()
  const press = readPress(turn.body)
  const responder = desk.responderFor(turn.body.response_url)
  const reply: Reply = async (message) =>
    void (await responder.whisper(typeof message === 'string' ? notice(message) : message, press?.threadTs))
  if (press?.action === ACTION.form) return showForm(desk, turn, { press, reply })
  const handle: Handle | undefined =
    press && Object.hasOwn(HANDLERS, press.action) ? HANDLERS[press.action as keyof typeof HANDLERS] : undefined
  if (!press?.value || !handle) return reply(UNKNOWN)
  await handle(desk, turn, { press, value: press.value, responder, reply })
}

async function showForm(desk: Desk, turn: Turn, { press, reply }: { press: Press; reply: Reply }): Promise<void> {
  const thread = /^\d+\.\d+$/.test(press.raw ?? '') ? press.raw : undefined
  const view = openModal({ channel: press.channel, thread, respond: press.respond })
  await showModal(desk, turn, { trigger: press.trigger, view, reply })
}

async function answer(desk: Desk, turn: Turn, { press, value, responder }: Pressed): Promise<void> {
  const { i: incident, q: question = 0, a: index = -1 } = value
  await act(desk, turn, {
    ...press,
    incident,
    responder,
    use: (powers, actor) => answerQuestion(powers, { incident, question, answer: index, actor }),
  })
}

async function approve(desk: Desk, turn: Turn, pressed: Pressed): Promise<void> {
  const { i: incident, n: seen } = pressed.value
  await actIfAllowed(desk, turn, { ...pressed, use: (powers, actor) => approveUnsafe(powers, { incident, actor, seen }) })
}

/** The button says what it sends, and of an unsafe method it has asked again: the press is the approval. */
async function verify(desk: Desk, turn: Turn, pressed: Pressed): Promise<void> {
  const { i: incident, n: seen, do: how } = pressed.value
  await actIfAllowed(desk, turn, {
    ...pressed,
    use: (powers, actor) => verifyFix(powers, { incident, actor, seen, sends: how === 'send' }),
  })
}

type Allowed = Pressed & Pick<Parameters<typeof act>[2], 'use'>

/** For presses that have requests sent. */
async function actIfAllowed(desk: Desk, turn: Turn, { press, value, responder, reply, use }: Allowed): Promise<void> {
  try {
    await mayOpen(desk, press.person)
  } catch (error) {
    return reply(errorSentence(error))
  }
  await act(desk, turn, { ...press, incident: value.i, responder, use })
}

type Judged = Pressed & { verdict: Judgement }

async function judge(desk: Desk, turn: Turn, { press, value, responder, verdict }: Judged): Promise<void> {
  const { i: incident, r: rule = '' } = value
  await act(desk, turn, { ...press, incident, responder, use: (powers, actor) => judgeRule(powers, { incident, rule, verdict, actor }) })
}

async function resolve(desk: Desk, turn: Turn, { press, value, reply }: Pressed): Promise<void> {
  const { i: incident } = value
  const at = cardOf(press, incident)
  const ready = readView(desk.incidents, incident).then(
    (view) => resolveModal(at, resolutionDraft(view), view.resolution?.proof !== undefined),
    (error: unknown) => messageModal(`INC-${incident}`, escapeText(errorSentence(error))),
  )
  await showModalWhenReady(desk, turn, { trigger: press.trigger, ready, loading: loadingModal(incident), reply })
}

/** What a form remembers of the card that it was opened from. */
function cardOf({ respond, channel, messageTs }: Press, incident: number) {
  return { incident, respond, channel, onCard: true, ts: messageTs }
}
