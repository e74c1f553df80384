import type { Deps } from '../../deps.ts'
import { redactText } from '../../redaction/redact-text.ts'
import type { Store } from '../../store/assemble-store.ts'
import { finishInbox, forgetInbox, releaseInbox } from '../../store/slack/slack-inbox.ts'
import { asStoreError } from '../../store/store-error.ts'
import { isWorthRetrying } from '../error-sentence.ts'
import type { Turn } from './turn.ts'

const ATTEMPTS_MAX = 8
const RETRY_MS = 1_000
/** Cut only after secrets are out of it: half of one would not be recognised. */
const ERROR_MAX = 300

/** `run` works on one turn; what it throws is tried again later when that is worth it. */
export type WorkPowers = Deps & { store: Store; run(turn: Turn): Promise<void> }

/** Works on a turn and closes its delivery, or gives it back to be tried again, later and later. False when it failed. */
export async function workDelivery(powers: WorkPowers, turn: Turn, attempts: number): Promise<boolean> {
  const { store, log, now } = powers
  const { key } = turn
  try {
    await powers.run(turn)
    if (key !== undefined) await (turn.forget ? forgetInbox(store.db, key) : finishInbox(store.db, { key, now: now() }))
    return true
  } catch (error) {
    const failure = asStoreError(error)
    log.error({ key, attempts, error: String(failure) }, 'A delivery from Slack failed')
    if (key !== undefined) await giveBack(powers, { key, attempts, failure }).catch(() => {})
    return false
  }
}

type Failed = { key: string; attempts: number; failure: unknown }

async function giveBack({ store, now }: WorkPowers, { key, attempts, failure }: Failed): Promise<void> {
  const error = redactText(String(failure)).slice(0, ERROR_MAX)
  if (attempts >= ATTEMPTS_MAX || !isWorthRetrying(failure)) {
    await finishInbox(store.db, { key, now: now(), error })
    return
  }
  const retryAt = new Date(now().getTime() + RETRY_MS * 2 ** Math.min(attempts, 6))
  await releaseInbox(store.db, { key, owner: store.owner, retryAt, error })
}
