import type { Layer, Verdict } from '../denial.ts'
import type { Causes, Clue, Example, Signature } from '../signature.ts'

/** Words that tell a reason whoever speaks; with a `layer` where only one kind of party speaks so. */
export type Wording = {
  id: string
  any: readonly Clue[]
  none?: readonly Clue[]
  all?: readonly Clue[]
  layer?: Layer
  confidence?: number
  statuses?: readonly number[]
  verdict?: Verdict
  causes: Causes
  means: string
  rule?: Signature['rule']
  examples: readonly Example[]
}

const SOURCE = 'How refusals are worded in general, after the reasons in OWASP ASVS v4 chapter 4 and RFC 9110 section 15.5'

/** Wordings as signatures of no product; ids stand under `wording/`. */
export function wordingSignatures(wordings: readonly Wording[]): readonly Signature[] {
  return wordings.map(({ layer = 'unknown', confidence = 0, id, ...rest }) => ({
    ...rest,
    id: `wording/${id}`,
    layer,
    confidence,
    product: 'unknown',
    source: SOURCE,
  }))
}
