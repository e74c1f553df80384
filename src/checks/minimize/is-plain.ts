import type { Change } from './change.ts'
import { partValue, type RefusedRequest } from './request-parts.ts'

/** One word, number, address or version: nothing that a firewall takes for an attack. */
const PLAIN = /^[\w.:@-]{0,60}$/

/** Whether the value of a header or query parameter that was found is plain; undefined for other parts. */
export function isPlain(change: Change, request: RefusedRequest): boolean | undefined {
  const { kind, how } = change
  if (how === 'added' || (kind !== 'header' && kind !== 'query')) return undefined
  const value = partValue(request, change)
  return typeof value === 'string' ? PLAIN.test(value) : undefined
}
