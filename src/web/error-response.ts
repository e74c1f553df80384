import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Log } from '../deps.ts'
import { type ErrorCode, isWhy403Error } from '../errors.ts'
import { asStoreError } from '../store/store-error.ts'
import { type Problem, problemResponse } from './problem-response.ts'

/** Which HTTP status each foreseen failure is. */
const STATUS = {
  'config.invalid': 500,
  'usage.invalid': 400,
  'input.malformed': 400,
  'url.invalid': 400,
  'target.unlisted': 403,
  'target.unsafe-never': 403,
  'identity.unknown': 400,
  'secret.missing': 409,
  'secret.expired': 410,
  'runbook.invalid': 409,
  'runbook.unknown': 404,
  'runbook.diverged': 409,
  'incident.unknown': 404,
  'incident.stale': 409,
  'incident.closed': 409,
  'rule.unknown': 404,
  'access.denied': 403,
  'store.locked': 503,
  'store.unavailable': 503,
  'store.schema': 503,
  'slack.unavailable': 503,
  'slack.refused': 502,
  'server.unavailable': 503,
} as const satisfies Record<ErrorCode, number>

/** What a request that cannot even be read is told: malformed JSON, another content type, a body that is too large. */
function unreadable({ status, message }: HTTPException): Problem {
  const detail = status === 413 ? 'The body is larger than this API reads.' : message || 'The request cannot be read.'
  return { type: 'urn:why403:input.malformed', title: 'input.malformed', status, detail }
}

/** Answers a failure as problem+json (RFC 9457): `type` is our code; what we did not foresee is logged and told as a 500. */
export function errorResponse(thrown: unknown, c: Context, log: Log): Response {
  const error = asStoreError(thrown)
  if (error instanceof HTTPException && error.status < 500) return problemResponse(unreadable(error))
  const known = isWhy403Error(error)
  if (!known) log.error({ error: String(error), path: c.req.path }, 'A request failed in a way we did not foresee')
  const status = known ? STATUS[error.code] : 500
  return problemResponse(
    known
      ? { type: `urn:why403:${error.code}`, title: error.code, status, detail: error.message }
      : { type: 'about:blank', title: 'Internal Server Error', status, detail: 'An unforeseen failure; the log holds more.' },
  )
}
