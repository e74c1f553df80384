import type { IncidentView } from '../../incidents/view.ts'
import { noteDrawn } from '../../store/slack/note-drawn.ts'
import { CARD_SLOT, readMessages } from '../../store/slack/slack-messages.ts'
import { asStoreError } from '../../store/store-error.ts'
import type { Responder } from '../calls/responder.ts'
import { hashOf } from '../sync/desired-messages.ts'
import { cardMessage } from '../views/card.ts'
import type { Desk } from './desk.ts'

/** The card that somebody pressed. `messageTs` is absent on one that only that person sees. */
export type DrawnCard = { incident: number; responder: Responder; channel?: string | undefined; messageTs?: string | undefined }

/**
 * Redraws the pressed card at once, and has the thread looked at again: something newer may have been drawn in the
 * meantime, and would be drawn over.
 */
export async function redrawCard(desk: Desk, card: DrawnCard, view: IncidentView): Promise<void> {
  const { incidents } = desk
  const { incident, responder, channel, messageTs: ts } = card
  if (await isSpare(desk, card)) {
    await responder.remove()
    return
  }
  const message = cardMessage(view)
  const isDrawn = await responder.redraw(message)
  if (!channel || !ts) return
  const drawn = { incident, slot: CARD_SLOT, channel, ts, ...(isDrawn ? { hash: hashOf(message) } : {}) }
  await noteDrawn(incidents.store.db, drawn).catch((error: unknown) => {
    incidents.log.warn({ incident, error: String(asStoreError(error)) }, 'A redrawn card could not be noted; the next change draws it anew')
  })
  incidents.onEvent?.(incident)
}

/**
 * Whether the pressed card stands there besides the one that is kept up to date: a post whose answer was lost, which
 * Slack let nobody look for. Nobody would ever edit it, so it goes with the first press.
 */
async function isSpare({ incidents }: Desk, { incident, channel, messageTs }: DrawnCard): Promise<boolean> {
  if (!channel || !messageTs) return false
  const rows = await readMessages(incidents.store.db, incident).catch(() => [])
  const kept = rows.find(({ slot }) => slot === CARD_SLOT)
  return kept?.ts !== undefined && kept.channel === channel && kept.ts !== messageTs
}
