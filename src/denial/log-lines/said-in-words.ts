import { askEngine } from './ask-engine.ts'
import type { LogSaid } from './log-format.ts'

/** Words that tell of a refusal by themselves: "permission" or "CSRF" alone also stand in lines about what works. */
const REFUSING =
  /forbidden|denied|unauthori[sz]ed|not authori[sz]ed|not allowed|not permitted|not entitled|insufficient|rejected|blocked|refused|exceeded|too many|can't verify|cannot verify|missing (?:scope|permission|role|csrf)|invalid (?:token|csrf|signature|credentials|api.?key)|mismatch/i
const TEXT_MAX = 4_096
/** Words of a log say less about who wrote them than words of an answer. */
const HEARSAY = 0.8

/**
 * The reason in free words of a log, read by the signatures of answers. Without a status only words that speak of a
 * refusal are read, and none of a request that passed; undefined when nothing is known about them.
 */
export function saidInWords(words: string, status: number | undefined): LogSaid | undefined {
  const text = words.slice(0, TEXT_MAX)
  if (status === undefined ? !REFUSING.test(text) : status < 400) return undefined
  const said = askEngine({ status: status ?? 403, words: text })
  return said && { ...said, confidence: (said.confidence ?? 0) * HEARSAY }
}
