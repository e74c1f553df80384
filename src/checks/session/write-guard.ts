import { wasSent } from '../../exchange.ts'
import type { CheckContext } from '../check.ts'
import { isSafeMethod } from '../prober/probe-plan.ts'

/**
 * Whether the incident's unsafe request left already on this path: then it is never sent again, whoever asks, since a person's
 * press is for once. The method alone decides: no other unsafe URL may be sent, and on the path URLs may be redacted.
 */
export function wasSentAlready({ request, exchanges }: Pick<CheckContext, 'request' | 'exchanges'>): boolean {
  const method = request.method.toUpperCase()
  if (isSafeMethod(method)) return false
  return exchanges.some((exchange) => exchange.request.method.toUpperCase() === method && wasSent(exchange))
}
