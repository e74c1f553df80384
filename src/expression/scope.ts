/** What expressions can see: names to JSON-like values. */
export type Scope = Readonly<Record<string, unknown>>

const INT64_MAX = 2 ** 63
const MAX_DEPTH = 64

/**
 * A value as CEL takes it: integers become bigint, all through lists and objects, so that `status + 1` works; dates
 * become ISO 8601 text; what JSON does not know (functions, undefined, symbols) is left out.
 */
export function toCelValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'number') return Number.isInteger(value) && Math.abs(value) < INT64_MAX ? BigInt(value) : value
  if (value === null || ['string', 'boolean', 'bigint'].includes(typeof value)) return value
  if (typeof value !== 'object' || depth > MAX_DEPTH) return undefined
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString()
  if (Array.isArray(value)) return value.map((item) => toCelValue(item, depth + 1) ?? null)
  return new Map(
    Object.entries(value)
      .map(([name, inner]) => [name, toCelValue(inner, depth + 1)] as const)
      .filter(([, inner]) => inner !== undefined),
  )
}

/** Whether `path` leads to a value. A `*` (any element) is not looked into: what holds it suffices. */
export function hasPath(scope: Scope, path: readonly string[]): boolean {
  let value: unknown = scope
  for (const name of path) {
    if (name === '*') return true
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return false
    value = (value as Record<string, unknown>)[name]
  }
  return value !== undefined
}
