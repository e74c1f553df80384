import { isWhy403Error, type Why403Error } from '../../errors.ts'
import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import { readView } from '../../incidents/read-view.ts'
import type { IncidentView } from '../../incidents/view.ts'
import type { Actor } from '../../walk/event.ts'
import type { Person } from '../access.ts'
import { errorSentence } from '../error-sentence.ts'
import type { Turn } from '../receiver/turn.ts'
import { notice } from '../views/notice.ts'
import { AlreadyDone, actorOf, type Desk, powersFor } from './desk.ts'
import { type DrawnCard, redrawCard } from './redraw-card.ts'

type Act = DrawnCard & {
  person: Person
  threadTs?: string
  use(powers: IncidentPowers, actor: Actor): Promise<IncidentView>
}

/**
 * Does one thing to an incident for a person who pressed, and redraws the pressed card at once. Whoever came too late
 * is told who was first, and sees the card as it is now.
 */
export async function act(desk: Desk, turn: Turn, doing: Act): Promise<void> {
  const { person, responder, threadTs, use } = doing
  const actor = actorOf(person)
  try {
    await redrawCard(desk, doing, await use(powersFor(desk, turn), actor))
  } catch (error) {
    if (error instanceof AlreadyDone) return
    if (!isWhy403Error(error) || error.retryable) {
      if (!turn.redriven) await responder.whisper(notice(errorSentence(error)), threadTs)
      throw error
    }
    await responder.whisper(notice(sentenceFor(error, actor)), threadTs)
    await redrawCurrent(desk, doing)
  }
}

/** Redraws the pressed card as the incident is now; nothing for one that is unknown. */
async function redrawCurrent(desk: Desk, doing: Act): Promise<void> {
  const view = await readView(desk.incidents, doing.incident).catch(() => undefined)
  if (view) await redrawCard(desk, doing, view)
}

/** A person who pressed twice is told so, not that somebody else was first. */
export function sentenceFor(error: Why403Error, actor: Actor): string {
  const own = error.code === 'incident.stale' && actor.kind === 'person' && error.facts.byId === actor.id
  return own
    ? `Your first press counted${error.facts.label ? ` ("${error.facts.label}")` : ''}; this one changed nothing.`
    : errorSentence(error)
}
