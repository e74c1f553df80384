import type { Exchange } from '../../exchange.ts'
import type { Layer } from '../denial.ts'
import type { Causes } from '../signature.ts'

/**
 * What another exchange adds: a cause made likelier, and the evidence for it with that exchange's number. `masked`: the
 * 404 is a refusal in disguise. `refusedBy`: who refused, proved by passing where this party was not on the way.
 */
export type Comparison = {
  exchange: number
  text: string
  means: string
  causes: Causes
  masked?: boolean
  refusedBy?: { layer: Layer; product: string }
}

/** Another exchange that brought an answer, by its number. */
export type Seen = { exchange: Exchange; index: number; status: number }

/** Whether it went through: a success, and no redirect on the way, since that may be one to a login. */
export function passed({ status, exchange }: Seen): boolean {
  return status >= 200 && status < 300 && !exchange.hops?.length
}

/** Whether both were refused with the same status and the same words, apart from what changes on each answer: numbers, ids, times. */
export function isRefusedAlike(one: Exchange, other: Exchange): boolean {
  return one.response?.status === other.response?.status && shape(one) === shape(other)
}

/** Headers that a rule may look at besides the caller's: a probe with another Referer is another question. */
export function extrasOf({ headers }: Exchange['request']): string {
  return [headers.referer, headers.origin].flat().join()
}

/** The caller's name, for people. */
export function nameOf(exchange: Exchange): string {
  return exchange.as ?? 'the same caller'
}

function shape(exchange: Exchange): string {
  return (exchange.response?.body ?? '').slice(0, 2_000).replace(/[0-9a-f]*\d[0-9a-f-]*/gi, '#')
}
