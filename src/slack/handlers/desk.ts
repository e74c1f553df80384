import type { IncidentPowers } from '../../incidents/incident-powers.ts'
import type { Tx } from '../../store/database.ts'
import { finishInbox } from '../../store/slack/slack-inbox.ts'
import type { Actor } from '../../walk/event.ts'
import type { Access, Person } from '../access.ts'
import type { Directory } from '../calls/directory.ts'
import type { Responder } from '../calls/responder.ts'
import type { SlackCalls } from '../calls/slack-calls.ts'
import type { Turn } from '../receiver/turn.ts'

/** What handlers work with. `follow` brings an incident's thread in step, in the background. */
export type Desk = {
  incidents: IncidentPowers
  calls: SlackCalls
  directory: Directory
  access: Access
  responderFor(url: string | undefined): Responder
  follow(incident: number): void
}

/** What a request that a form carries is sealed for. */
export const FORM_REQUEST = 'form-request'

/** The delivery was done before: another process, or this one before a crash. Nothing is left to do. */
export class AlreadyDone extends Error {
  override readonly name = 'AlreadyDone'
}

/**
 * Powers whose next event also closes the delivery, in one transaction: whatever crashes, it has its effect once.
 * `more` is written with it. Use cases reject with `AlreadyDone` when the delivery was closed before.
 */
export function powersFor(desk: Desk, turn: Turn, more?: (tx: Tx, incident: number) => Promise<void>): IncidentPowers {
  const within = async (tx: Tx, incident: number) => {
    if (turn.key !== undefined && !(await finishInbox(tx, { key: turn.key, now: desk.incidents.now() }))) throw new AlreadyDone()
    await more?.(tx, incident)
  }
  return { ...desk.incidents, within }
}

/** A person of Slack as the log names them. */
export function actorOf({ id, name }: Person): Actor {
  return { kind: 'person', id: `slack:${id}`, name: name ?? id }
}
