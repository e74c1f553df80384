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
  const isOwn = at === index
  if (isOwn && (!hasAnswer(exchanges[at]) || (told.cause !== 'unknown' && !isRefusal(denial.verdict)))) return { ...told, evidence }
  const tellsWho = isOwn && told.product !== 'unknown' && denial.product === 'unknown'
  if (!isRefusal(denial.verdict) || !isRefusal(told.verdict) || (told.cause === 'unknown' && !tellsWho)) return denial
  return {
    ...told,
    ...(told.product === 'unknown' && told.layer === denial.layer ? { product: denial.product } : {}),
    ...(told.cause === 'unknown' ? { cause: denial.cause, causes: denial.causes } : {}),
    layer: layerOf(denial, told),
    verdict: isOwn && told.verdict !== 'denied' ? told.verdict : denial.verdict,
    evidence: [...evidence, ...denial.evidence],
    via: [...denial.via, ...told.via].filter(({ product }) => product !== told.product),
    references: uniqueReferences([...told.references, ...denial.references]),
  }
}

/** A product that both name stands where the answer has it; a program without a name stands where its own words put it. */
function layerOf(denial: Denial, told: Denial): Denial['layer'] {
  const isSame = told.product === denial.product && told.product !== 'unknown'
  return isSame || told.layer === 'unknown' ? denial.layer : told.layer
}

/** Whether an answer was received, rather than made of what the line says of it. */
function hasAnswer(exchange: Exchange | undefined): boolean {
  const { headers = {}, body = '' } = exchange?.response ?? {}
  return body !== '' || Object.keys(headers).length > 0
}
