import { readView } from '../../incidents/read-view.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { addMessage, CARD_SLOT, readMessages, type SlackMessage } from '../../store/slack/slack-messages.ts'
import { DIRECTORY_RETRY_MS } from '../calls/directory.ts'
import { type DesiredMessage, desiredMessages, type Mentions } from './desired-messages.ts'
import type { SyncPowers } from './sync-powers.ts'

/** An incident's thread: what it should hold and what was posted. */
export type Thread = { view: IncidentView; desired: DesiredMessage[]; rows: SlackMessage[] }

/** Reads both sides, and writes a row for every message that has none, so that none is forgotten by a crash. Null: not in Slack. */
export async function readThread({ incidents, directory }: SyncPowers, incident: number): Promise<Thread | null> {
  const { db } = incidents.store
  const view = await readView(incidents, incident)
  const rows = await readMessages(db, incident)
  const card = rows.find((row) => row.slot === CARD_SLOT) ?? (await addCard(view, { db, now: incidents.now() }))
  if (!card) return null
  if (!rows.includes(card)) rows.push(card)
  const { mentions, isUntold } = await readMentions(directory, view)
  const desired = desiredMessages(view, mentions)
  for (const { slot } of desired) {
    if (card.state === 'gone' || rows.some((row) => row.slot === slot)) continue
    const now = incidents.now()
    const row = newRow({ incident, slot, team: card.team, channel: card.channel, updatedAt: now })
    if (isUntold && slot.startsWith('escalation')) row.nextAt = new Date(now.getTime() + DIRECTORY_RETRY_MS + 1_000)
    await addMessage(db, row)
    rows.push(row)
  }
  return { view, desired, rows }
}

/** Whom escalations ping. An edit pings nobody, so while Slack does not tell the groups, a new escalation waits for one more try. */
async function readMentions(directory: SyncPowers['directory'], view: IncidentView): Promise<{ mentions: Mentions; isUntold: boolean }> {
  const mentions = new Map<string, string>()
  let isUntold = false
  for (const { to } of view.escalations) {
    const mention = await directory.mention(to)
    if (mention) mentions.set(to, mention)
    else if (mention === null) isUntold = true
  }
  return { mentions, isUntold }
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
