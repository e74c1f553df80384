import { type Exchange, wasSent } from '../../exchange.ts'
import { readLogin } from '../answer/read-login.ts'
import { statusMeaning } from '../answer/status-meanings.ts'
import { extrasOf } from './comparison.ts'
import { lastingHeaders } from './other-headers.ts'

/** Methods whose answers have no content of their own to read. */
const BARE: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS', 'TRACE'])

/** Whether this exchange looks like the target's refusal before its content is read; 404 only when nothing better is there. */
function looksRefused(exchange: Exchange): boolean {
  const status = exchange.response?.status
  if (status === undefined || exchange.byProxy) return false
  const { verdict } = statusMeaning(status)
  return !['allowed', 'not-found', 'error'].includes(verdict) || readLogin(exchange) !== undefined
}

const isLimit = ({ response }: Exchange) => response?.status === 429

/** Which credentials were sent along: a probe that left some out is another question. */
function credentialsOf({ request: { headers } }: Exchange): string {
  return ['authorization', 'cookie'].filter((name) => headers[name] !== undefined).join()
}

/**
 * The index of the exchange to explain: the last refused one that sent the subject's own request as the subject, who
 * is the first to ask. Failing that what the subject's request brought, with its own headers if it can be; failing that what the same resource answered
 * the subject (an unsafe request may wait for approval while a safe one is sent), any refusal as the subject, any
 * refusal; then whatever came back last. A limiter that answered 429 only after another refusal is not that refusal: our own
 * calls have woken it.
 */
export function pickExchange(exchanges: readonly Exchange[]): number | undefined {
  const first = exchanges[0]
  if (!first) return undefined
  const last = (test: (exchange: Exchange) => boolean) => {
    const index = exchanges.findLastIndex(test)
    return index < 0 ? undefined : index
  }
  const asSubject = (exchange: Exchange) => exchange.as === first.as
  const sameUrl = (exchange: Exchange) => asSubject(exchange) && exchange.request.url === first.request.url
  const sameExtras = (exchange: Exchange) => extrasOf(exchange.request) === extrasOf(first.request)
  const sameResource = (exchange: Exchange) => sameUrl(exchange) && !BARE.has(exchange.request.method) && sameExtras(exchange)
  const sameKind = (exchange: Exchange) =>
    sameUrl(exchange) &&
    exchange.request.method === first.request.method &&
    exchange.vantage === first.vantage &&
    credentialsOf(exchange) === credentialsOf(first) &&
    sameExtras(exchange)
  const sameHeaders = (exchange: Exchange) => lastingHeaders(exchange.request.headers) === lastingHeaders(first.request.headers)
  const refusedFirst = exchanges.find((exchange) => sameKind(exchange) && looksRefused(exchange))
  const isWoken = (exchange: Exchange) => isLimit(exchange) && refusedFirst !== undefined && !isLimit(refusedFirst)
  const answered = (exchange: Exchange) => exchange.response !== null
  return (
    last((exchange) => sameKind(exchange) && looksRefused(exchange) && !isWoken(exchange)) ??
    last((exchange) => sameKind(exchange) && answered(exchange) && sameHeaders(exchange)) ??
    last((exchange) => sameKind(exchange) && answered(exchange)) ??
    last((exchange) => sameKind(exchange) && wasSent(exchange)) ??
    last((exchange) => sameResource(exchange) && looksRefused(exchange)) ??
    last((exchange) => sameResource(exchange) && answered(exchange)) ??
    last((exchange) => asSubject(exchange) && looksRefused(exchange)) ??
    last(looksRefused) ??
    last(answered) ??
    last(wasSent) ??
    0
  )
}
