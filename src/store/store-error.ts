import { DrizzleQueryError } from 'drizzle-orm'
import { Why403Error } from '../errors.ts'

/** Socket errors, and PostgreSQL's classes 08 and 57P. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const AWAY = /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|08\w{3}|57P0[1-3]|53300)$/
/** What pg says without a code. */
const AWAY_WORDS = /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error/i

/** Whether `error` says that the database is away or refuses connections, so that the same call may succeed later. */
function isDatabaseAway(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if ('code' in cause && typeof cause.code === 'string' && AWAY.test(cause.code)) return true
    if (AWAY_WORDS.test(cause.message)) return true
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true
  }
  return false
}

/**
 * The error as people may see it: `store.unavailable` (retryable) when the database is away, otherwise the database's
 * own error instead of drizzle's, whose message carries every parameter of the statement.
 */
export function asStoreError(error: unknown): unknown {
  if (error instanceof Why403Error) return error
  if (isDatabaseAway(error)) {
    return new Why403Error('store.unavailable', 'The database does not answer; what was asked is not stored. Try again in a moment.', {
      cause: withoutParameters(error),
      retryable: true,
    })
  }
  return withoutParameters(error)
}

function withoutParameters(error: unknown): unknown {
  return error instanceof DrizzleQueryError && error.cause instanceof Error ? error.cause : error
}
