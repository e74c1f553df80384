import { CARD_SLOT, type SlackMessage } from '../../store/slack/slack-messages.ts'
import type { DesiredMessage } from './desired-messages.ts'

/**
 * What to do next so that Slack shows what it should. `look`: a post may have worked unseen, so look for it first.
 * `mark`: Slack shows it already, only the row is behind; of the card it says that the whole thread is in step. `wait`: nothing can be done before `untilMs`. `abandon`: the
 * card can never be shown there.
 */
export type Step =
  | { kind: 'post' | 'look' | 'update' | 'mark'; row: SlackMessage; desired: DesiredMessage; threadTs?: string }
  | { kind: 'wait'; untilMs: number }
  | { kind: 'abandon' }
  | { kind: 'done' }

type Input = { desired: readonly DesiredMessage[]; rows: readonly SlackMessage[]; seq: number; nowMs: number }

/**
 * Decides the next step: the card first, then its thread in order, and last that the thread is in step with `seq`: until
 * that is written down the thread counts as behind, whoever dies. Rows of all desired messages must exist.
 */
export function nextStep({ desired, rows, seq, nowMs }: Input): Step {
  const bySlot = new Map(rows.map((row) => [row.slot, row]))
  const card = bySlot.get(CARD_SLOT)
  if (!card) return { kind: 'done' }
  if (card.state === 'gone') return rows.some((row) => row.state !== 'gone') ? { kind: 'abandon' } : { kind: 'done' }
  let untilMs = Number.POSITIVE_INFINITY
  for (const one of desired) {
    const row = bySlot.get(one.slot)
    if (!row || row.state === 'gone') continue
    const isCard = one.slot === CARD_SLOT
    const threadTs = card.threadTs ?? (isCard ? undefined : card.ts)
    if (!isCard && threadTs === undefined) break
    const restsUntilMs = row.state === 'posted' ? 0 : (row.nextAt?.getTime() ?? 0)
    if (restsUntilMs > nowMs) {
      untilMs = Math.min(untilMs, restsUntilMs)
      continue
    }
    const kind = stepFor(row, one)
    if (kind) return { kind, row, desired: one, ...(threadTs ? { threadTs } : {}) }
  }
  const drawn = desired.find(({ slot }) => slot === CARD_SLOT)
  if (drawn && card.state === 'posted' && card.postedSeq !== seq) return { kind: 'mark', row: card, desired: drawn }
  return Number.isFinite(untilMs) ? { kind: 'wait', untilMs } : { kind: 'done' }
}

function stepFor(row: SlackMessage, desired: DesiredMessage): 'post' | 'look' | 'update' | 'mark' | undefined {
  if (row.ts === undefined) return row.state === 'posting' ? 'look' : 'post'
  if (row.postedHash !== desired.hash) return 'update'
  return row.state === 'posted' ? undefined : 'mark'
}
