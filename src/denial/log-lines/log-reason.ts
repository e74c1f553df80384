import type { Layer, Verdict } from '../denial.ts'
import type { Causes } from '../signature.ts'
import type { LogSaid } from './log-format.ts'

/**
 * One reason as a product words it. `says` in lower case, compared without case; `match` must hold too, and its first
 * group is the rule unless `rule` names it. `null` as `causes`: these words are no refusal.
 */
export type LogReason = {
  says: string
  match?: RegExp
  means: string
  causes: Causes | null
  rule?: string
  verdict?: Verdict
  layer?: Layer
  product?: string
  confidence?: number
}

const MESSAGE_MAX = 4_096
const QUOTE_BEFORE = 60
const QUOTE_MAX = 300

/** The first of `reasons` that `message` gives; undefined when it gives none or says that nothing was refused. */
export function findReason(message: string, reasons: readonly LogReason[]): LogSaid | undefined {
  const text = message.slice(0, MESSAGE_MAX)
  const lower = text.toLowerCase()
  for (const reason of reasons) {
    const at = lower.indexOf(reason.says)
    const found = at < 0 ? null : (reason.match ?? ANY).exec(text)
    if (found) return reason.causes === null ? undefined : { ...said(reason, found), text: quoteFrom(text, at) }
  }
  return undefined
}

const ANY = /^/

function said({ says: _, match: __, rule, causes, ...rest }: LogReason, found: RegExpExecArray): Omit<LogSaid, 'text'> {
  const named = rule ?? found[1]?.trim()
  return { ...rest, causes: causes ?? {}, ...(named ? { rule: named } : {}) }
}

/** The words around a place: from the message's start when that is near. */
function quoteFrom(text: string, at: number): string {
  const start = at <= QUOTE_BEFORE ? 0 : at
  return text.slice(start, start + QUOTE_MAX)
}
