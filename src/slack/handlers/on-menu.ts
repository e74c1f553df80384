import { exportIncident } from '../../incidents/export-incident.ts'
import { escalateIncident } from '../../incidents/people/escalate-incident.ts'
import { goBack } from '../../incidents/people/go-back.ts'
import { takeOver } from '../../incidents/people/take-over.ts'
import { readView } from '../../incidents/read-view.ts'
import { handOverSummary } from '../../incidents/texts/hand-over-summary.ts'
import type { MenuAct } from '../action-id.ts'
import { errorSentence } from '../error-sentence.ts'
import type { Turn } from '../receiver/turn.ts'
import { concludeModal, noteModal, reopenModal, skipModal } from '../views/incident-modals.ts'
import { documentMessage } from '../views/notice.ts'
import { act } from './act.ts'
import type { Desk } from './desk.ts'
import type { Pressed } from './pressed.ts'
import { showModal } from './show-modal.ts'

type Handle = (desk: Desk, turn: Turn, pressed: Pressed) => Promise<void>

const ACTS = {
  back: (desk, turn, { press, value: { i: incident, q: question }, responder }) =>
    act(desk, turn, {
      ...press,
      incident,
      responder,
      use: (powers, actor) => goBack(powers, { incident, actor, ...(question ? { question } : {}) }),
    }),
  take: (desk, turn, { press, value: { i: incident, n: seen }, responder }) =>
    act(desk, turn, { ...press, incident, responder, use: (powers, actor) => takeOver(powers, { incident, actor, seen }) }),
  escalate: (desk, turn, { press, value: { i: incident, n: seen }, responder }) =>
    act(desk, turn, {
      ...press,
      incident,
      responder,
      async use(powers, actor) {
        await escalateIncident(powers, { incident, actor, seen })
        return readView(powers, incident)
      },
    }),
  note: (desk, turn, pressed) =>
    showModal(desk, turn, { trigger: pressed.press.trigger, view: noteModal(at(pressed)), reply: pressed.reply }),
  skip: (desk, turn, pressed) =>
    showModal(desk, turn, { trigger: pressed.press.trigger, view: skipModal(at(pressed)), reply: pressed.reply }),
  conclude: (desk, turn, pressed) =>
    showModal(desk, turn, { trigger: pressed.press.trigger, view: concludeModal(at(pressed)), reply: pressed.reply }),
  reopen: (desk, turn, pressed) =>
    showModal(desk, turn, { trigger: pressed.press.trigger, view: reopenModal(at(pressed)), reply: pressed.reply }),
  handover: (desk, _turn, pressed) =>
    tell(pressed, `Hand-over of INC-${pressed.value.i}`, () => readView(desk.incidents, pressed.value.i).then(handOverSummary)),
  export: (desk, _turn, pressed) =>
    tell(pressed, `INC-${pressed.value.i} as markdown`, () => exportIncident(desk.incidents, pressed.value.i)),
} satisfies Record<MenuAct, Handle>

/** A choice in one of the card's menus. */
export async function onMenu(desk: Desk, turn: Turn, pressed: Pressed): Promise<void> {
  const { do: chosen = '' } = pressed.value
  const handle: Handle | undefined = Object.hasOwn(ACTS, chosen) ? ACTS[chosen as MenuAct] : undefined
  if (!handle) return pressed.reply('That menu is from an older why403. `/why403 list` shows what is open.')
  await handle(desk, turn, pressed)
}

function at({ press, value }: Pressed) {
  return { incident: value.i, question: value.q, channel: press.channel, respond: press.respond, onCard: true, ts: press.messageTs }
}

async function tell({ reply }: Pressed, title: string, read: () => Promise<string>): Promise<void> {
  try {
    await reply(documentMessage(title, await read()))
  } catch (error) {
    await reply(errorSentence(error))
  }
}
