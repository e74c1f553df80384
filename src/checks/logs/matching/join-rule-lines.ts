import { type LogLine, readingOf } from '../lines/log-line.ts'
import type { Match } from './match-line.ts'

const FORMAT = 'modsecurity-error'
const REFUSES = 'Access denied'

/** ModSecurity's lines of one request: of one transaction where they name it. */
function transactionOf({ line, reading, request }: Match): string {
  const id = reading?.references.find(({ name }) => name === 'unique id')?.value
  return `${line.source} ${id ?? request?.traceId ?? request?.sentAt ?? line.key}`
}

/** One match whose text holds all lines, from which the rule that looked at the request is read, not the one that sums up. */
function joined(matches: readonly Match[]): Match | undefined {
  const refusal = matches.find(({ line }) => line.text.includes(REFUSES))
  if (!refusal) return undefined
  if (matches.length === 1) return refusal
  const whole: LogLine = { ...refusal.line, text: matches.map(({ line }) => line.text).join('\n'), shown: refusal.line.text }
  return { ...refusal, line: whole, reading: readingOf(whole) }
}

/**
 * Matches in which ModSecurity's lines of one request in an error log count as one: several rules raise a score and another one
 * refuses. Where none refuses, the rules only matched, and none of these lines is a reason.
 */
export function joinRuleLines(matches: readonly Match[]): Match[] {
  const isRule = ({ reading }: Match) => reading?.format === FORMAT
  const groups = Map.groupBy(matches.filter(isRule), transactionOf)
  return [...matches.filter((match) => !isRule(match)), ...[...groups.values()].flatMap((group) => joined(group) ?? [])]
}
