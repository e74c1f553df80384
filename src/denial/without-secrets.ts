import { removeCutSecret, removeKnown } from '../redaction/remove-known.ts'
import type { Denial } from './denial.ts'

/** The denial without `known` secrets in what it quotes: an answer may repeat a credential bare, with nothing that names it. */
export function withoutSecrets(denial: Denial, known: readonly string[]): Denial {
  if (known.length === 0) return denial
  const clean = (text: string) => removeCutSecret(removeKnown(text, known), known)
  return {
    ...denial,
    ...(denial.rule !== undefined && { rule: clean(denial.rule) }),
    evidence: denial.evidence.map((each) => ({ ...each, text: clean(each.text) })),
    references: denial.references.map((each) => ({ ...each, value: clean(each.value) })),
  }
}
