import type { Exchange } from '../../exchange.ts'
import { askAgain, changeOf, type Steadiness } from '../steadiness/ask-again.ts'
import { isSameResource, type TriedVariant } from './tried-variant.ts'
import type { UrlVariant } from './url-variants.ts'

/** What asking again has shown: whether a variant that passes can be relied on, and whose answers changed, in words. */
export type Confirmed = { steadiness: Steadiness; changes: string[] }

/** Asks GET and the variants that pass in its place once more; nothing is sent where GET is not refused or none of them passes. */
export async function confirmVariants(tried: readonly TriedVariant[], ask: (variant: UrlVariant) => Promise<Exchange>): Promise<Confirmed> {
  const get = tried.find(({ variant, kind }) => variant === 'get' && kind === 'refused')
  const passing = tried.filter((one) => one.kind === 'passed' && isSameResource(one))
  if (!get || passing.length === 0) return { steadiness: 'steady', changes: [] }
  const again = await askAgain({
    refusal: get.exchange,
    askRefused: () => ask(get),
    askPassed: passing.map((one) => () => ask(one)),
  })
  const own = changeOf('get', [get.exchange, ...again.refused])
  const others = passing.map(({ variant, exchange }, i) => changeOf(variant, [exchange, ...(again.passed[i] ?? [])]))
  return { steadiness: again.steadiness, changes: [own, ...others].filter((change) => change !== undefined) }
}
