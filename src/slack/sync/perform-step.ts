import { isWhy403Error, type Why403Error } from '../../errors.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { noteDrawn } from '../../store/slack/note-drawn.ts'
import {
  CARD_SLOT,
  claimMessage,
  readMessages,
  renewMessage,
  replaceMessage,
  type SlackMessage,
  saveMessage,
} from '../../store/slack/slack-messages.ts'
import { notice } from '../views/notice.ts'
import { findPosted, type Mark, METADATA_EVENT } from './find-posted.ts'
import type { Step } from './next-step.ts'
import { goneSentence, refusalOf } from './refusal.ts'
import type { SyncPowers } from './sync-powers.ts'

/** Renewed while a call is on its way, so that a claim that ran out means that its process died; with the sweep, 10 s. */
const CLAIM_MS = 6_000
const RENEW_MS = 2_000
/** A post whose end nobody saw may still be on its way: it is looked for a little later. */
const LOOK_AFTER_MS = 2_000
const BACKOFF_MAX_MS = 60_000
/** Clocks differ: how long before the claim a message may seem to be posted. */
const LOOK_BACK_MS = 15 * 60_000

type Doing = { view: IncidentView; step: Extract<Step, { row: SlackMessage }>; failures: number }

/** Which Web API method a step calls; undefined for those that call none. */
export function methodOf(step: Step): string | undefined {
  if (step.kind === 'post') return 'chat.postMessage'
  if (step.kind === 'update') return 'chat.update'
  if (step.kind !== 'look') return undefined
  return step.threadTs ? 'conversations.replies' : 'conversations.history'
}

/**
 * Does one step and writes down how it ended. Answers `done`, `failed` (the row rests and is tried again) or `lost`
 * (another replica is at it, or a press has drawn the message meanwhile).
 */
export async function performStep(powers: SyncPowers, doing: Doing): Promise<'done' | 'failed' | 'lost'> {
  const { db } = powers.incidents.store
  const { row } = doing.step
  const now = powers.incidents.now()
  if (!(await claimMessage(db, { incident: row.incident, slot: row.slot, attempts: row.attempts, now, leaseMs: CLAIM_MS }))) return 'lost'
  const claimed: SlackMessage = { ...row, state: 'posting', attempts: row.attempts + 1, updatedAt: now }
  const endClaim = holdClaim(powers, claimed)
  try {
    const after = await call(powers, doing)
    return (await keep(powers, { ...claimed, nextAt: undefined, lastError: undefined, ...after })) ? 'done' : 'lost'
  } catch (error) {
    if (!isWhy403Error(error, 'slack.unavailable', 'slack.refused')) throw error
    const after = afterFailure(powers, { ...doing, claimed, error })
    if (!(await keep(powers, after))) return 'lost'
    if (after.state === 'gone' && row.slot === CARD_SLOT)
      await tellOpener(powers, { row, view: doing.view, word: String(error.facts.error) })
    return 'failed'
  } finally {
    endClaim()
  }
}

/** Keeps a claim for as long as its call takes; answers how to end that. */
function holdClaim({ incidents: { store, now } }: SyncPowers, { incident, slot, attempts }: SlackMessage): () => void {
  const renew = () => renewMessage(store.db, { incident, slot, attempts, now: now(), leaseMs: CLAIM_MS }).catch(() => {})
  const timer = setInterval(renew, RENEW_MS).unref()
  return () => clearInterval(timer)
}

/**
 * Writes a row whose claim is still ours; otherwise only where its message is, should nobody know that yet. One that is
 * known to be elsewhere by then was posted once too often, and goes.
 */
async function keep({ incidents: { store }, call }: SyncPowers, row: SlackMessage): Promise<boolean> {
  const { incident, slot, channel, ts, attempts } = row
  if (await replaceMessage(store.db, row, { attempts })) return true
  if (ts === undefined) return false
  await noteDrawn(store.db, { incident, slot, channel, ts })
  const known = (await readMessages(store.db, incident)).find((one) => one.slot === slot)
  if (known?.ts !== undefined && known.ts !== ts) await call('chat.delete', { channel, ts }).catch(() => {})
  return false
}

async function call(powers: SyncPowers, { view, step }: Doing): Promise<Partial<SlackMessage>> {
  const { row, desired, threadTs } = step
  const shown = { state: 'posted' as const, postedHash: desired.hash, postedSeq: row.postedSeq ?? 0 }
  const mark: Mark = { incident: view.incident, slot: row.slot, opened: view.openedAt }
  if (step.kind === 'mark') return { ...shown, postedSeq: row.state === 'posted' ? view.seq : shown.postedSeq }
  if (step.kind === 'look') {
    const oldest = new Date(row.updatedAt.getTime() - LOOK_BACK_MS)
    const ts = await findPosted(powers.call, { channel: row.channel, oldest, ...(threadTs ? { threadTs } : {}) }, mark)
    return ts ? { state: 'posted', ts, postedHash: undefined, postedSeq: 0 } : { state: 'due' }
  }
  const plain = row.lastError?.startsWith('blocks') === true
  const message = { text: desired.message.text, ...(plain ? {} : { blocks: desired.message.blocks }), parse: 'none' }
  if (step.kind === 'update') {
    await powers.call('chat.update', { channel: row.channel, ts: row.ts, ...message, ...(plain ? { blocks: [] } : {}) })
    return shown
  }
  const posted = await powers.call('chat.postMessage', {
    channel: row.channel,
    ...message,
    ...(threadTs ? { thread_ts: threadTs } : {}),
    unfurl_links: false,
    unfurl_media: false,
    metadata: { event_type: METADATA_EVENT, event_payload: mark },
  })
  const channel = typeof posted.channel === 'string' ? posted.channel : row.channel
  return { ...shown, channel, ts: String(posted.ts), ...(threadTs && row.slot !== CARD_SLOT ? { threadTs } : {}) }
}

const UNSEEN = 'Slack does not let why403 look whether its message arrived, so it is posted once more and may stand twice'

type Failed = Doing & { claimed: SlackMessage; error: Why403Error }

function afterFailure(powers: SyncPowers, { view, step, claimed, error, failures }: Failed): SlackMessage {
  const { facts } = error
  const word = String(facts.error)
  const nowMs = powers.incidents.now().getTime()
  const rest = (ms: number) => new Date(nowMs + ms)
  const backoffMs = Math.min(BACKOFF_MAX_MS, 500 * 2 ** Math.min(failures, 10))
  const before: SlackMessage = { ...claimed, state: step.kind === 'look' ? 'posting' : 'due', lastError: word }
  if (error.code === 'slack.unavailable') {
    const holdMs = typeof facts.retryAfterMs === 'number' ? facts.retryAfterMs : 0
    const method = methodOf(step)
    if (holdMs > 0 && method) powers.pace.hold(method, holdMs)
    if (step.kind === 'post' && facts.maybeDone === true)
      return { ...before, state: 'posting', nextAt: rest(Math.max(LOOK_AFTER_MS, backoffMs)) }
    const shown = step.kind === 'update' && facts.maybeDone === true ? { postedHash: undefined } : {}
    return { ...before, ...shown, nextAt: rest(Math.max(holdMs, backoffMs)) }
  }
  if (step.kind === 'look') {
    powers.incidents.log.warn({ incident: view.incident, slot: step.row.slot, error: word }, UNSEEN)
    return { ...before, state: 'due', nextAt: undefined }
  }
  const refusal = refusalOf(word)
  if (refusal === 'blocks' && !claimed.lastError?.startsWith('blocks'))
    return { ...before, lastError: `blocks: ${word}`, nextAt: undefined }
  powers.incidents.log.warn({ incident: view.incident, slot: step.row.slot, error: word }, 'Slack refused a message')
  if (refusal !== 'gone') return { ...before, nextAt: rest(BACKOFF_MAX_MS) }
  return { ...before, state: 'gone', nextAt: undefined, responseUrl: undefined }
}

/** Tells who asked why there is no card: where they asked, or in a direct message. */
async function tellOpener(
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

/** Gives up the thread of a card that can never be shown. */
export async function abandonThread({ incidents }: SyncPowers, incident: number): Promise<void> {
  for (const row of await readMessages(incidents.store.db, incident)) {
    if (row.state !== 'gone')
      await saveMessage(incidents.store.db, { ...row, state: 'gone', nextAt: undefined, updatedAt: incidents.now() })
  }
}
