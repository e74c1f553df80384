import { type Exchange, wasSent } from '../exchange.ts'

/**
 * Marks of the probes that really left, one each: checks that shared one exchange share its mark. What our own
 * safety kept back has none, and neither has what was read from a log.
 */
export function sentProbes(exchanges: readonly Exchange[]): string[] {
  return exchanges.filter((exchange) => exchange.log === undefined && wasSent(exchange)).map(probeMark)
}

/** The same mark for the same probe only: each has a trace id of its own, also where several leave in one millisecond. */
export function probeMark({ at, durationMs, as, request, response, failure }: Exchange): string {
  const trace = request.headers.traceparent?.[0]
  return [at, durationMs, as, request.method, request.url, trace, response?.status ?? failure?.kind].join(' ')
}
