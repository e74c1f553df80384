import type { Exchange } from '../../exchange.ts'
import { uniqueReferences } from '../answer/known-references.ts'
import { type Denial, isRefusal } from '../denial.ts'
import { denialOfLogLine } from './denial-of-log-line.ts'

/**
 * A denial read from answers, and what log lines of the exchanges add: whoever wrote the log knows what the answer
 * keeps back. `index` is the exchange that `denial` is about; a line that names no cause outweighs nothing but no answer.
 */
export function withLogLines(denial: Denial, exchanges: readonly Exchange[], index: number): Denial {
  const at = exchanges[index]?.log === undefined ? exchanges.findLastIndex(({ log }) => log !== undefined) : index
  const line = exchanges[at]?.log
  const told = line === undefined ? null : denialOfLogLine(line)
  if (!told) return denial
  const evidence = told.evidence.map((each) => ({ ...each, exchange: at }))
  if (at === index && (told.cause !== 'unknown' || denial.evidence.every(({ where }) => where === 'status'))) return { ...told, evidence }
  if (!isRefusal(denial.verdict) || !isRefusal(told.verdict) || told.cause === 'unknown') return denial
  return {
    ...told,
    verdict: denial.verdict,
    evidence: [...evidence, ...denial.evidence],
    via: [...denial.via, ...told.via].filter(({ product }) => product !== told.product),
    references: uniqueReferences([...told.references, ...denial.references]),
  }
}
