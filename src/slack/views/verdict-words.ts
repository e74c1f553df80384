import type { Verdict } from '../../denial/denial.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { mrkdwn } from './text.ts'
import { VERDICT_WORDS } from './words.ts'

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * A verdict in words. While nobody approved an unsafe method, only reading was tried: its passing says nothing of the
 * request. Where the answer to an approved one was lost, it is not said that there was none.
 */
export function verdictWords(verdict: Verdict, { request, approvedBy, lostWrite }: IncidentView): string {
  if (lostWrite && (verdict === 'allowed' || verdict === 'unreachable'))
    return `Not known: the answer to the ${mrkdwn(request.method, 20)} was lost`
  if (verdict !== 'allowed' || approvedBy || READING.has(request.method)) return VERDICT_WORDS[verdict]
  return `Reading passes; the ${mrkdwn(request.method, 20)} itself has not been sent`
}
