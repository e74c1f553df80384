import type { Exchange } from '../../exchange.ts'
import { headerValue } from '../../exchange.ts'

/**
 * The server's clock minus ours in whole seconds, by the Date headers of its answers (RFC 9110, 6.6.1: they are cut to the
 * second, hence the half); the median of all. Undefined without a Date. Caches in between make it seem older.
 */
export function clockSkewS(exchanges: readonly Exchange[]): number | undefined {
  const skews = exchanges.flatMap(({ at, durationMs = 0, response }) => {
    const date = response && !headerValue(response.headers, 'age') ? Date.parse(headerValue(response.headers, 'date') ?? '') : Number.NaN
    const ours = Date.parse(at ?? '')
    return Number.isNaN(date) || Number.isNaN(ours) ? [] : [(date - ours - durationMs / 2) / 1000 + 0.5]
  })
  const middle = skews.sort((a, b) => a - b)[Math.floor(skews.length / 2)]
  return middle === undefined ? undefined : Math.round(middle)
}
