import { z } from 'zod'

/** Every failure that why403 foresees, as `area.what`. Surfaces map a code to a status or a sentence once. */
export const ErrorCode = z.enum([
  'config.invalid',
  'usage.invalid',
  'input.malformed',
  'url.invalid',
  'target.unlisted',
  'target.unsafe-never',
  'identity.unknown',
  'secret.missing',
  'secret.expired',
  'runbook.invalid',
  'runbook.unknown',
  'runbook.diverged',
  'incident.unknown',
  'incident.stale',
  'incident.closed',
  'rule.unknown',
  'access.denied',
  'store.locked',
  'store.unavailable',
  'store.schema',
  'slack.unavailable',
  'slack.refused',
  'server.unavailable',
])
export type ErrorCode = z.infer<typeof ErrorCode>

type Facts = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * A failure we foresee. `message` is one sentence for a person and holds no secret; `facts` are for logs;
 * `retryable` says whether the same call may succeed later.
 */
export class Why403Error extends Error {
  override readonly name = 'Why403Error'
  readonly code: ErrorCode
  readonly retryable: boolean
  readonly facts: Facts

  constructor(code: ErrorCode, message: string, more: { cause?: unknown; retryable?: boolean; facts?: Facts } = {}) {
    super(message, { cause: more.cause })
    this.code = code
    this.retryable = more.retryable ?? false
    this.facts = more.facts ?? {}
  }
}

/** Whether `error` is ours with one of `codes` (any of ours when none is given). */
export function isWhy403Error(error: unknown, ...codes: ErrorCode[]): error is Why403Error {
  return error instanceof Why403Error && (codes.length === 0 || codes.includes(error.code))
}
