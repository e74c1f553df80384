import type { IncidentView } from '../../incidents/view.ts'
import type { SlackMessage } from '../../store/slack/slack-messages.ts'
import { notice } from '../views/notice.ts'
import { goneSentence } from './refusal.ts'
import type { SyncPowers } from './sync-powers.ts'

/** Tells who asked why there is no card: where they asked, or in a direct message. */
export async function tellOpener(
  { incidents, responderFor, call }: SyncPowers,
  { row, view, word }: { row: SlackMessage; view: IncidentView; word: string },
): Promise<void> {
  const message = notice(goneSentence(view.name, { error: word, channel: row.channel }))
  const url = row.responseUrl && incidents.store.vault.open(row.responseUrl, 'response-url')
  if (url && (await responderFor(url).whisper(message))) return
  const user = view.origin?.via === 'slack' ? view.origin.user : undefined
  if (!user || row.channel === user) return
  await call('chat.postMessage', { channel: user, ...message }).catch((error: unknown) =>
    incidents.log.warn({ incident: view.incident, error: String(error) }, 'Nobody could be told that a card has no place in Slack'),
  )
}
