import { readCarriers } from '../answer/carriers.ts'
import type { Answer } from '../answer/read-answer.ts'
import type { Denial } from '../denial.ts'
import type { Hit } from '../matching/see-clue.ts'
import type { Match } from '../matching/signature-finder.ts'
import type { Causes } from '../signature.ts'

/** What was seen, still without the number of its exchange and not yet redacted. */
export type Sight = Hit & { means: string }

/**
 * What one exchange tells by itself. `hints` are the causes that its parts speak for; `usual` what to start from where
 * neither the answer nor another exchange speaks for any.
 */
export type Refusal = Pick<Denial, 'verdict' | 'layer' | 'product' | 'rule' | 'confidence' | 'via' | 'references'> & {
  status: number
  hints: readonly Causes[]
  usual?: Causes
  sights: readonly Sight[]
}

const WORDINGS_QUOTED = 3

/** The matches that tell a reason or a layer and no product. */
export function wordingsOf(matches: readonly Match[]): Match[] {
  return matches.filter(({ signature }) => signature.product === 'unknown')
}

/** What the reasons among `wordings` were seen in, at most three. */
export function quoteWordings(wordings: readonly Match[]): Sight[] {
  return wordings
    .filter(({ signature }) => Object.keys(signature.causes).length > 0)
    .slice(0, WORDINGS_QUOTED)
    .flatMap(({ hits, signature }) => hits.slice(0, 1).map((hit) => ({ ...hit, means: signature.means })))
}

/** Who carried an answer, without `product`. */
export function carriersBut(answer: Answer, product: string): Denial['via'] {
  return readCarriers(answer)
    .filter((carrier) => carrier.product !== product)
    .map(({ layer, product: name }) => ({ layer, product: name }))
}
