import type { Exchange } from '../exchange.ts'
import { nearSecrets } from '../redaction/near-secrets.ts'
import { removeCutSecret, removeKnown } from '../redaction/remove-known.ts'
import { secretsOfExchange } from '../redaction/secrets-of-exchange.ts'
import type { Denial } from './denial.ts'

/** The denial without secrets of the exchange in what it quotes: an answer may repeat a credential bare, with nothing that names it. */
export function withoutSecrets(denial: Denial, exchange: Exchange): Denial {
  if (denial.evidence.length === 0 && denial.references.length === 0) return denial
  const texts = [denial.rule ?? '', ...denial.evidence.map(({ text }) => text), ...denial.references.map(({ value }) => value)]
  const near = nearSecrets(texts.join('\n'), secretsOfExchange(exchange))
  if (near.length === 0) return denial
  const clean = (text: string) => removeCutSecret(removeKnown(text, near), near)
  return {
    ...denial,
    ...(denial.rule !== undefined && { rule: clean(denial.rule) }),
    evidence: denial.evidence.map((each) => ({ ...each, text: clean(each.text) })),
    references: denial.references.map((each) => ({ ...each, value: clean(each.value) })),
  }
}
