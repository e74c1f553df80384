import type { Exchange } from '../../exchange.ts'
import type { Outcome } from '../read-outcome.ts'
import type { UrlVariant } from './url-variants.ts'

/** A variant and its answer. */
export type TriedVariant = UrlVariant & { status: number; kind: Outcome['kind']; exchange: Exchange }

/** Variants of the resource itself: one that passes where GET is refused shows a rule that looks at the spelling. */
const SPELLINGS = ['slash', 'case', 'single-slash', 'plain-slash', 'scheme', 'no-query']

/** Whether a variant asks for the very resource, so that it decides where it passes and GET is refused. */
export function isSameResource({ variant }: TriedVariant): boolean {
  return SPELLINGS.includes(variant) || variant === 'head'
}
