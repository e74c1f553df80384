import type { Change } from './change.ts'
import type { RefusedRequest } from './request-parts.ts'

/** One word, number, address or version: nothing that a firewall takes for an attack. */
const PLAIN = /^[\w.:@-]{0,60}$/

/** Whether the value of a header or query parameter that was found is plain; undefined for other parts. */
export function isPlain({ kind, name, how, at }: Change, { headers, url }: Pick<RefusedRequest, 'headers' | 'url'>): boolean | undefined {
  if (how === 'added') return undefined
  const value = kind === 'header' ? headers[at] : kind === 'query' ? URL.parse(url)?.searchParams.get(name) : undefined
  return typeof value === 'string' ? PLAIN.test(value) : undefined
}
