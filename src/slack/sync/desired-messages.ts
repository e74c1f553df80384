import { createHash } from 'node:crypto'
import type { IncidentView } from '../../incidents/view.ts'
import { CARD_SLOT } from '../../store/slack/slack-messages.ts'
import { cardMessage } from '../views/card.ts'
import { progressMessage } from '../views/progress.ts'
import type { Rendered } from '../views/rendered.ts'
import { escalationMessage, outcomeMessage, resolvedMessage } from '../views/thread-messages.ts'
import { verifiedMessage } from '../views/verification-blocks.ts'

/** One message that should be there. `hash` changes exactly when what people see changes. */
export type DesiredMessage = { slot: string; message: Rendered; hash: string }

/** Whom each escalation pings, by handle. */
export type Mentions = ReadonlyMap<string, string>

/**
 * Everything that an incident's thread should hold, in the order in which it is posted. The card and the running record
 * are edited in place; outcome, escalations, verifications and resolution are messages of their own, one for each time they happened.
 */
export function desiredMessages(view: IncidentView, mentions: Mentions): DesiredMessage[] {
  const all: [string, Rendered | null][] = [
    [CARD_SLOT, cardMessage(view)],
    ['progress', progressMessage(view)],
    ...view.escalations.map((one, index): [string, Rendered | null] => [
      escalationSlot(index),
      escalationMessage(view, index, mentions.get(one.to)),
    ]),
    [`outcome-${view.conclusion?.at ?? ''}`, outcomeMessage(view)],
    ...(view.verifications ?? []).map((run): [string, Rendered | null] => [`verified-${run.seq}`, verifiedMessage(view, run)]),
    [`resolved-${view.resolution?.by.at ?? ''}`, resolvedMessage(view)],
  ]
  return all.flatMap(([slot, message]) => (message ? [{ slot, message, hash: hashOf(message) }] : []))
}

/** The slot of an escalation, by its place in the incident's escalations. */
export function escalationSlot(index: number): string {
  return `escalation-${index + 1}`
}

/** What people see of a message, as a hash. Block ids are new with every update, so they are left out. */
export function hashOf({ text, blocks }: Rendered): string {
  const seen = JSON.stringify([text, blocks.map(({ block_id: _, ...block }) => block)])
  return createHash('sha256').update(seen).digest('base64url').slice(0, 22)
}
