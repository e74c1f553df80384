import type { Verdict } from '../../denial/denial.ts'
import type { IncidentView } from '../../incidents/view.ts'
import { mrkdwn } from './text.ts'
import { VERDICT_WORDS } from './words.ts'

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A verdict in words. While nobody approved an unsafe method, only reading was tried: its passing says nothing of the request. */
export function verdictWords(verdict: Verdict, { request, approvedBy }: IncidentView): string {
  if (verdict !== 'allowed' || approvedBy || READING.has(request.method)) return VERDICT_WORDS[verdict]
  return `Reading passes; the ${mrkdwn(request.method, 20)} itself has not been sent`
}
