import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { Why403Error } from '../../errors.ts'

/** Slack's own failures behind a 200: the call may have worked all the same (method pages, "fatal_error"). */
const HALF_DONE = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'])
const RATE_LIMITED = new Set(['ratelimited', 'rate_limited', 'message_limit_exceeded'])
/** The connection never stood, so nothing was sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])
const RETRY_AFTER_MS = 30_000

/**
 * A failed Web API call as ours: `slack.unavailable` (later may do; `facts.maybeDone` when Slack may have done it,
 * `facts.retryAfterMs` when Slack said so) or `slack.refused` with Slack's word in `facts.error`.
 */
export function callError(method: string, error: unknown): Why403Error {
  if (error instanceof WebAPIRateLimitedError) return unavailable(method, 'ratelimited', { retryAfterMs: error.retryAfter * 1000 })
  if (error instanceof WebAPIPlatformError) return platformError(method, error)
  if (error instanceof WebAPIHTTPError) return unavailable(method, `http_${error.statusCode}`, { maybeDone: error.statusCode >= 500 })
  if (error instanceof WebAPIRequestError) {
    const reason = reasonOf(error.original)
    return unavailable(method, reason, { maybeDone: !NEVER_SENT.has(reason) })
  }
  return unavailable(method, 'ratelimited', { retryAfterMs: RETRY_AFTER_MS, maybeDone: true })
}

function platformError(method: string, { data }: WebAPIPlatformError): Why403Error {
  if (RATE_LIMITED.has(data.error))
    return unavailable(method, 'ratelimited', { retryAfterMs: (data.response_metadata?.retryAfter ?? 0) * 1000 || RETRY_AFTER_MS })
  if (HALF_DONE.has(data.error)) return unavailable(method, data.error, { maybeDone: true })
  return new Why403Error('slack.refused', `Slack refused ${method}: ${data.error}`, { facts: { method, error: data.error } })
}

function unavailable(method: string, error: string, facts: { retryAfterMs?: number; maybeDone?: boolean }): Why403Error {
  return new Why403Error('slack.unavailable', `Slack did not answer ${method}: ${error}`, {
    retryable: true,
    facts: { method, error, ...facts },
  })
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  if (typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string') return cause.code
  return error instanceof Error ? error.name : 'unknown'
}
