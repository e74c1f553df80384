import type { Answer } from '../answer/read-answer.ts'
import type { Clue, Signature } from '../signature.ts'
import { type Hit, seeClue } from './see-clue.ts'
import { candidatesFor, indexSignatures } from './signature-index.ts'

/** A signature all of whose clues are there, with what was seen. */
export type Match = { signature: Signature; hits: readonly Hit[]; order: number }

/** Finds every signature that an answer satisfies, in the order of the registry. */
export type SignatureFinder = (answer: Answer) => Match[]

/** A finder that reads the body once for all texts and tries in full only the signatures whose key clue may be there. */
export function createSignatureFinder(signatures: readonly Signature[]): SignatureFinder {
  const index = indexSignatures(signatures)
  return (answer) => {
    const found = index.find(answer.text)
    return candidatesFor(answer, index, found).flatMap((order) =>
      satisfied(answer, { signature: signatures[order] as Signature, order }, found),
    )
  }
}

function satisfied(
  answer: Answer,
  { signature, order }: { signature: Signature; order: number },
  positions: ReadonlyMap<string, number>,
): Match[] {
  if (!appliesTo(signature, answer.status)) return []
  const see = (clue: Clue) => ('body' in clue ? seeFound(answer, clue, positions) : seeClue(answer, clue))
  const hits: Hit[] = []
  for (const clue of signature.all ?? []) {
    const hit = see(clue)
    if (!hit) return []
    hits.push(hit)
  }
  if (signature.any) {
    const seen = firstHits(signature.any, see)
    if (seen.length === 0) return []
    hits.push(...seen)
  }
  if (answer.status < 400 && signature.success && !signature.success.some((clue) => see(clue))) return []
  return signature.none?.some((clue) => see(clue)) ? [] : [{ signature, hits, order }]
}

/** Two are enough to quote. */
function firstHits(clues: readonly Clue[], see: (clue: Clue) => Hit | undefined): Hit[] {
  const hits: Hit[] = []
  for (const clue of clues) {
    const hit = see(clue)
    if (hit) hits.push(hit)
    if (hits.length === 2) break
  }
  return hits
}

function seeFound(answer: Answer, clue: Extract<Clue, { body: string }>, positions: ReadonlyMap<string, number>): Hit | undefined {
  const at = positions.get(clue.body)
  return at === undefined ? undefined : seeClue(answer, clue, at)
}

function appliesTo(signature: Signature, status: number): boolean {
  return signature.statuses ? signature.statuses.includes(status) : status >= 400
}
