import { within } from '../../store/opening/within.ts'
import { forgetInbox, listUnfinished, receive, releaseInbox, takeInbox } from '../../store/slack/slack-inbox.ts'
import { asStoreError } from '../../store/store-error.ts'
import { type Answer, OK, unstoredAnswer } from './answer.ts'
import { firstAnswer } from './first-answer.ts'
import { type Envelope, inboxKey, kindOf, type PayloadKind, readEnvelope } from './payload.ts'
import type { Turn } from './turn.ts'
import { type WorkPowers, workDelivery } from './work-delivery.ts'

/** Slack waits 3 s; a store that takes longer than this counts as away. */
const STORE_MS = 2_300
/** After this another process may take the delivery; what it asks for still happens once. With the sweep, within 10 s of a death. */
const LEASE_MS = 6_000
const REDRIVES_AT_ONCE = 4

/** `tell` says something to the person of a press, through its response_url, that its answer cannot show. */
type Powers = WorkPowers & { tell(responseUrl: string, text: string): Promise<void> }

/** Slack's word that it sent the same before. */
export type Retry = { num?: number; reason?: string }

/**
 * Keeps every delivery before it is answered, works on it, and works again on what a crash left. What only asks is
 * not kept; what tells nothing that why403 acts on is answered and forgotten.
 */
export type Inbox = {
  accept(body: Envelope, retry: Retry): Promise<Answer>
  /** Works on what nobody works on and is not finished. */
  redriveUnfinished(): Promise<void>
  /** Takes nothing up any more; resolves when what is in hand is done. */
  close(): Promise<void>
}

/** An inbox over the store. A duplicate is answered 200 and has no effect. */
export function createInbox(powers: Powers): Inbox {
  const inHand = new Map<string, Promise<boolean>>()
  let closing = false

  function work(turn: Turn, attempts: number): Promise<boolean> {
    const working = workDelivery(powers, turn, attempts)
    const { key } = turn
    if (key !== undefined) {
      inHand.set(key, working)
      void working.finally(() => inHand.delete(key))
    }
    return working
  }

  return {
    async accept(body, retry) {
      const kind = kindOf(body)
      if (kind === 'other' || kind === 'closed') return OK
      const key = kind === 'suggestion' ? undefined : inboxKey(kind, body)
      const kept = key === undefined ? 'new' : await keep(powers, { key, kind, body })
      if (kept === 'failed') return unstored(powers, kind, body)
      if (kept === 'duplicate') return OK
      if (retry.num !== undefined) powers.log.debug({ kind, ...retry }, 'Slack sent this before, and it did not arrive')
      const first = firstAnswer(kind)
      const turn: Turn = { body, key, redriven: false, ack: async (answer) => first.give({ status: 200, body: answer }) }
      void work(turn, 1).then((done) => first.give(done ? OK : failedAnswer(kind)))
      return first.answer
    },
    async redriveUnfinished() {
      const keys = await listUnfinished(powers.store.db, { now: powers.now() })
      const next = async (): Promise<void> => {
        for (let key = keys.shift(); key !== undefined && !closing; key = keys.shift()) {
          if (!inHand.has(key)) await redrive(powers, key, work)
        }
      }
      await Promise.all(Array.from({ length: REDRIVES_AT_ONCE }, next))
    },
    async close() {
      closing = true
      await Promise.allSettled(inHand.values())
    },
  }
}

type Keeping = { key: string; kind: PayloadKind; body: Envelope }

async function keep(powers: Powers, { key, kind, body }: Keeping): Promise<'new' | 'duplicate' | 'failed'> {
  const { store, log, now } = powers
  const at = now()
  const leaseUntil = new Date(at.getTime() + LEASE_MS)
  const keeping = receive(store.db, store.vault, { key, kind, payload: body, at, owner: store.owner, leaseUntil })
  try {
    const kept = await within(STORE_MS, keeping)
    if (kept !== undefined) return kept
    throw new Error(`no answer in ${STORE_MS} ms`)
  } catch (error) {
    log.error({ kind, error: String(asStoreError(error)) }, 'A delivery from Slack could not be stored')
    void keeping.then((kept) => (kept === 'new' ? letGo(powers, { key, kind }) : undefined)).catch(() => {})
    return 'failed'
  }
}

/** Kept after all, but too late: people were told that nothing was started; an event is worked on at once. */
async function letGo({ store }: Powers, { key, kind }: Omit<Keeping, 'body'>): Promise<void> {
  if (kind === 'event') await releaseInbox(store.db, { key, owner: store.owner })
  else await forgetInbox(store.db, key)
}

function unstored(powers: Powers, kind: PayloadKind, body: Envelope): Answer {
  const { answer, tell } = unstoredAnswer(kind, body)
  if (tell && body.response_url) void powers.tell(body.response_url, tell)
  return answer
}

async function redrive(powers: Powers, key: string, work: (turn: Turn, attempts: number) => Promise<boolean>): Promise<void> {
  const { store, log, now } = powers
  const taken = await takeInbox(store.db, store.vault, { key, owner: store.owner, now: now(), leaseMs: LEASE_MS })
  const body = taken && readEnvelope(taken.payload)
  if (!taken || !body) return
  log.info({ kind: taken.kind, attempts: taken.attempts }, 'A delivery from Slack is worked on again')
  await work({ body, key, redriven: true, ack: async () => false }, taken.attempts)
}

function failedAnswer(kind: PayloadKind): Answer {
  const text = 'Something went wrong inside why403. What you sent is kept and tried again.'
  return kind === 'command' ? { status: 200, body: { response_type: 'ephemeral', text } } : OK
}
