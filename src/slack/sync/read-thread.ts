import { readView } from '../../incidents/read-view.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { addMessage, CARD_SLOT, readMessages, type SlackMessage } from '../../store/slack/slack-messages.ts'
import { DIRECTORY_RETRY_MS } from '../calls/directory.ts'
import { type DesiredMessage, desiredMessages, escalationSlot, type Mentions } from './desired-messages.ts'
import type { SyncPowers } from './sync-powers.ts'

/**
 * An incident's thread: what it should hold and what was posted. While `isUntold`, Slack does not tell whom an escalation
 * calls: the thread is not in step, whatever else is.
 */
export type Thread = { view: IncidentView; desired: DesiredMessage[]; rows: SlackMessage[]; isUntold: boolean }

/** Reads both sides, and writes a row for every message that has none, so that none is forgotten by a crash. Null: not in Slack. */
export async function readThread({ incidents, directory }: SyncPowers, incident: number): Promise<Thread | null> {
  const { db } = incidents.store
  const view = await readView(incidents, incident)
  const rows = await readMessages(db, incident)
  const card = rows.find((row) => row.slot === CARD_SLOT) ?? (await addCard(view, { db, now: incidents.now() }))
  if (!card) return null
  if (!rows.includes(card)) rows.push(card)
  const { mentions, untold } = await readMentions(directory, view)
  const desired = desiredMessages(view, mentions).filter(
    ({ slot }) => !untold.has(slot) || rows.every((row) => row.slot !== slot || !row.ts),
  )
  for (const { slot } of desired) {
    if (card.state === 'gone' || rows.some((row) => row.slot === slot)) continue
    const now = incidents.now()
    const row = newRow({ incident, slot, team: card.team, channel: card.channel, updatedAt: now })
    if (untold.has(slot)) row.nextAt = new Date(now.getTime() + DIRECTORY_RETRY_MS + 1_000)
    await addMessage(db, row)
    rows.push(row)
  }
  return { view, desired, rows, isUntold: untold.size > 0 }
}

/**
 * Whom escalations ping, and the slots of those where Slack does not tell. An edit pings nobody, so a new one of them waits
 * for one more try, and one that is posted already stays as it is.
 */
async function readMentions(directory: SyncPowers['directory'], view: IncidentView): Promise<{ mentions: Mentions; untold: Set<string> }> {
  const mentions = new Map<string, string>()
  const untold = new Set<string>()
  for (const [index, { to }] of view.escalations.entries()) {
    const mention = await directory.mention(to)
    if (mention) mentions.set(to, mention)
    else if (mention === null) untold.add(escalationSlot(index))
  }
  return { mentions, untold }
}

async function addCard(
  view: IncidentView,
  { db, now }: { db: SyncPowers['incidents']['store']['db']; now: Date },
): Promise<SlackMessage | undefined> {
  const { origin } = view
  if (origin?.via !== 'slack') return undefined
  const { team, channel, threadTs } = origin
  const row = { ...newRow({ incident: view.incident, slot: CARD_SLOT, team, channel, updatedAt: now }), ...(threadTs ? { threadTs } : {}) }
  await addMessage(db, row)
  return row
}

/** A message that is to be posted. */
export function newRow(at: Pick<SlackMessage, 'incident' | 'slot' | 'team' | 'channel' | 'updatedAt'>): SlackMessage {
  return { ...at, state: 'due', attempts: 0 }
}
