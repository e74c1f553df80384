import type { Exchange } from '../../exchange.ts'
import { readOutcome } from '../read-outcome.ts'
import { looksAlike } from '../steadiness/answer-look.ts'

const PASSWORD_FIELD = /<input\b[^<>]{0,1000}\btype\s*=\s*["']?password\b/i

function asksForPassword({ response }: Exchange): boolean {
  return response?.body.trimStart().startsWith('<') === true && PASSWORD_FIELD.test(response.body)
}

/** A request without TLS goes to a proxy with its whole URL; a server that is no proxy looks for that path in its own house. */
function isSentWhole({ request }: Exchange): boolean {
  return request.url.startsWith('http:')
}

/**
 * Why an answer that came by a proxy says nothing of the target; undefined where it does. A captive portal shows its login in place
 * of everything, and a server that is no proxy says 404: neither is a pass or a refusal of the target, which answers otherwise here.
 */
export function strangeAnswer(exchange: Exchange, here: Exchange | null): string | undefined {
  const status = exchange.response?.status
  if (asksForPassword(exchange) && !(here && asksForPassword(here)))
    return `it answered ${status} with a page that asks for a password, as a captive portal does: nobody knows whether the target was asked`
  const isMissing = isSentWhole(exchange) && exchange.byProxy !== true && readOutcome(exchange).kind === 'hidden'
  if (isMissing && !(here && (readOutcome(here).kind === 'hidden' || looksAlike(exchange, here))))
    return `it answered ${status}, unlike the target from here: is it a proxy at all?`
  return undefined
}
