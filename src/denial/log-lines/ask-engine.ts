import { sharedFinder } from '../matching/shared-finder.ts'
import { readRefusal } from '../refusal/read-refusal.ts'
import { rankCauses, weighCauses } from '../refusal/weigh-causes.ts'
import type { Causes } from '../signature.ts'
import type { LogSaid } from './log-format.ts'

const TEXT_MAX = 4_096
const MEANINGS_TOLD = 2

/** Words of an answer that a log line repeats. */
export type RepeatedAnswer = { status: number; words: string; body?: string }

/**
 * Reads the reason out of words that an answer would have held, by the same signatures as answers are read with.
 * Undefined when neither a product nor a cause is in them. `text` is `words`; `body` is read instead when it is given.
 */
export function askEngine({ status, words, body = words }: RepeatedAnswer): LogSaid | undefined {
  const request = { method: 'GET', url: '', headers: {} }
  const response = { status, headers: {}, body: body.slice(0, TEXT_MAX) }
  const { product, layer, rule, verdict, hints, sights, confidence } = readRefusal({ request, response }, sharedFinder())
  const told = sights.filter(({ where }) => where !== 'status')
  const { cause, causes } = rankCauses(weighCauses(hints))
  if (told.length === 0 || (product === 'unknown' && cause === 'unknown')) return undefined
  return {
    means: [...new Set(told.map(({ means }) => means))].slice(0, MEANINGS_TOLD).join('; '),
    causes: Object.fromEntries(causes.map((each) => [each.cause, each.confidence])) as Causes,
    text: words.slice(0, TEXT_MAX),
    ...(rule === undefined ? {} : { rule }),
    ...(verdict === 'allowed' ? {} : { verdict }),
    ...(product === 'unknown' ? {} : { product, layer }),
    confidence,
  }
}
