import type { Exchange } from '../exchange.ts'
import type { FailedReason } from './finding.ts'

/** Thrown by a check that cannot see what it is for; the runner turns it into a failed finding. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed'
  readonly reason: FailedReason

  constructor(reason: FailedReason, message: string) {
    super(message)
    this.reason = reason
  }
}

/** The response of a check's decisive probe. @throws CheckFailed with the failure's kind when there is none */
export function decisiveResponse({ response, failure }: Exchange): NonNullable<Exchange['response']> {
  if (response) return response
  throw new CheckFailed(failure?.kind ?? 'unreachable', failure?.message ?? 'no answer came')
}
